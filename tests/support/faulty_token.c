/* A PKCS#11 module for tests: SoftHSM with one fault, named in MOTCUA_TOKEN_FAULT.
 * Functions are replaced by their place in CK_FUNCTION_LIST (PKCS#11 2.40 §3.4). */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK;
typedef CK (*Any)();
struct List { unsigned char major, minor; Any at[68]; };

enum { GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, LOGIN = 18, SIGN = 43 };
enum { FLAGS_AT = 96 };
enum { RV_PIN_LOCKED = 0xA4, RV_DEVICE_REMOVED = 0x32 };

static struct List *real, ours;
static int signatures;

static int fault(const char *name) {
    const char *wanted = getenv("MOTCUA_TOKEN_FAULT");
    return wanted && !strncmp(wanted, name, strlen(name));
}

static int after(void) { /* "removed:2" – the fault starts at the second signature */
    const char *wanted = getenv("MOTCUA_TOKEN_FAULT"), *colon = wanted ? strchr(wanted, ':') : 0;
    return colon ? atoi(colon + 1) : 1;
}

static CK get_slot_list(unsigned char present, CK *list, CK *count) {
    if (fault("absent")) { *count = 0; return 0; }
    if (fault("crash_on_look")) abort();
    return real->at[GET_SLOT_LIST](present, list, count);
}

static CK get_token_info(CK slot, unsigned char *info) {
    CK answer = real->at[GET_TOKEN_INFO](slot, info), *flags = (CK *)(info + FLAGS_AT);
    if (fault("final_try")) *flags |= 0x20000;
    if (fault("shows_locked")) *flags |= 0x40000;
    return answer;
}

static CK login(CK session, CK user, unsigned char *pin, CK length) {
    const char *log = getenv("MOTCUA_TOKEN_LOGINS");
    if (log) { /* one octet a try, so that a test can count them */
        int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (out < 0 || write(out, "x", 1) != 1) abort();
        close(out);
    }
    if (fault("pin_locked")) return RV_PIN_LOCKED;
    return real->at[LOGIN](session, user, pin, length);
}

static CK sign(CK session, unsigned char *data, CK n, unsigned char *out, CK *size) {
    if (out) signatures++;
    if (out && signatures >= after()) {
        if (fault("removed")) return RV_DEVICE_REMOVED;
        if (fault("crash")) abort();
        if (fault("hang")) for (;;) pause();
    }
    return real->at[SIGN](session, data, n, out, size);
}

CK C_GetFunctionList(struct List **list) {
    void *softhsm = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
    Any get = softhsm ? (Any)dlsym(softhsm, "C_GetFunctionList") : 0;
    if (!get || get(&real)) return 5;
    ours = *real;
    ours.at[GET_SLOT_LIST] = (Any)get_slot_list;
    ours.at[GET_TOKEN_INFO] = (Any)get_token_info;
    ours.at[LOGIN] = (Any)login;
    ours.at[SIGN] = (Any)sign;
    *list = &ours;
    return 0;
}
