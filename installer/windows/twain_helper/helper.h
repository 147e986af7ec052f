/* What the protocol's side (helper.c) and TWAIN's side (session.c) know of each other. */
#ifndef MOTCUA_TWAIN_HELPER_H
#define MOTCUA_TWAIN_HELPER_H

#include <stddef.h>

/* How to scan; the fields of the protocol's SCAN. */
typedef struct {
    char name[64]; /* in the code page of the driver */
    int feeder, dpi, colour, duplex, brightness, contrast, pages;
    char size[16];
} Wanted;

/* Answers, written by helper.c. */
void tell_source(const char *name, int flatbed, int feeder, int duplex);
void tell_page(const void *dib, size_t length, int dpi);
void tell_alive(void);
int cancel_wanted(void);

/* TWAIN. Each returns NULL, or the word of a PROBLEM. */
const char *list_sources(void);
const char *scan_pages(const Wanted *wanted);

#endif
