/* The helper's protocol: lines in, lines and pages out. See PROTOCOL.md. */
#include "helper.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define LONGEST 4096
#define ALIVE_MS 500

static char waiting[LONGEST];
static size_t waiting_length;
static int cancelled;

/* Text goes over the line as UTF-8; TWAIN knows the system's code page only. */
static void convert(unsigned from, unsigned to, const char *text, char *out, int size) {
    wchar_t wide[LONGEST];
    out[0] = 0;
    if (MultiByteToWideChar(from, 0, text, -1, wide, LONGEST))
        WideCharToMultiByte(to, 0, wide, -1, out, size, NULL, NULL);
    out[size - 1] = 0;
}

/* Takes a whole line out of what came so far; 0 when there is none yet. */
static int take_line(char *line) {
    char *end = memchr(waiting, '\n', waiting_length);
    size_t length;
    if (!end) return 0;
    length = (size_t)(end - waiting);
    memcpy(line, waiting, length);
    line[length] = 0;
    waiting_length -= length + 1;
    memmove(waiting, end + 1, waiting_length);
    return 1;
}

/* Reads what is there; with `wait` until something is. 0 at the end of the input. */
static int read_input(int wait) {
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD there = 0, got = 0;
    if (waiting_length == LONGEST) return 0; /* no line is this long */
    if (!wait) {
        if (!PeekNamedPipe(input, NULL, 0, NULL, &there, NULL)) return 0;
        if (!there) return 1;
    }
    if (!ReadFile(input, waiting + waiting_length, (DWORD)(LONGEST - waiting_length), &got, NULL))
        return 0;
    waiting_length += got;
    return got > 0;
}

int cancel_wanted(void) {
    char line[LONGEST + 1];
    if (!read_input(0)) cancelled = 1; /* the desk is gone */
    while (take_line(line))
        if (!strcmp(line, "CANCEL") || !strcmp(line, "QUIT")) cancelled = 1;
    return cancelled;
}

void tell_alive(void) {
    static ULONGLONG last;
    ULONGLONG now = GetTickCount64();
    if (now - last < ALIVE_MS) return;
    last = now;
    puts("ALIVE");
    fflush(stdout);
}

void tell_source(const char *name, int flatbed, int feeder, int duplex) {
    char text[LONGEST];
    convert(CP_ACP, CP_UTF8, name, text, sizeof text);
    printf("SOURCE\t%s\tflatbed=%d\tfeeder=%d\tduplex=%d\n", text, flatbed, feeder, duplex);
}

void tell_page(const void *dib, size_t length, int dpi) {
    printf("PAGE\tlength=%lu\tdpi=%d\n", (unsigned long)length, dpi);
    fwrite(dib, 1, length, stdout);
    fflush(stdout);
}

static int is_named(const char *field, const char *name, const char **value) {
    size_t length = strlen(name);
    if (strncmp(field, name, length) || field[length] != '=') return 0;
    *value = field + length + 1;
    return 1;
}

static void read_wanted(char *fields, Wanted *wanted) {
    char *field = strtok(fields, "\t");
    const char *value;
    memset(wanted, 0, sizeof *wanted);
    wanted->dpi = 200;
    wanted->colour = 1;
    strcpy(wanted->size, "a4");
    if (field) convert(CP_UTF8, CP_ACP, field, wanted->name, sizeof wanted->name);
    while (field && (field = strtok(NULL, "\t"))) {
        if (is_named(field, "source", &value)) wanted->feeder = !strcmp(value, "feeder");
        if (is_named(field, "dpi", &value)) wanted->dpi = atoi(value);
        if (is_named(field, "colour", &value)) wanted->colour = atoi(value);
        if (is_named(field, "duplex", &value)) wanted->duplex = atoi(value);
        if (is_named(field, "brightness", &value)) wanted->brightness = atoi(value);
        if (is_named(field, "contrast", &value)) wanted->contrast = atoi(value);
        if (is_named(field, "pages", &value)) wanted->pages = atoi(value);
        if (is_named(field, "size", &value)) {
            strncpy(wanted->size, value, sizeof wanted->size - 1);
            wanted->size[sizeof wanted->size - 1] = 0;
        }
    }
}

static void answer(char *line) {
    Wanted wanted;
    const char *problem = NULL;
    cancelled = 0;
    if (!strncmp(line, "HELLO\t", 6)) {
        puts("HELLO\t1\tmotcua-twain32");
        fflush(stdout);
        return;
    }
    if (!strcmp(line, "LIST")) {
        problem = list_sources();
    } else if (!strncmp(line, "SCAN\t", 5)) {
        read_wanted(line + 5, &wanted);
        problem = scan_pages(&wanted);
    } else if (!strcmp(line, "CANCEL")) {
        return; /* it came when the batch was already over */
    } else {
        problem = "failed";
    }
    if (problem)
        printf("PROBLEM\t%s\n", problem);
    else
        puts("DONE");
    fflush(stdout);
}

int wmain(void) {
    char line[LONGEST + 1];
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
    for (;;) {
        while (take_line(line)) {
            if (!strcmp(line, "QUIT")) return 0;
            answer(line);
        }
        if (!read_input(1)) return 0;
    }
}
