/* One conversation with a TWAIN driver, through its seven states and back (TWAIN 1.9, chapter 3). */
#include "helper.h"
#include "twain_api.h"

#include <string.h>

static DSMENTRY dsm;
static HMODULE library;
static HWND window;
static TW_IDENTITY self = {
    0, {1, 0, 1, 84, "1.0"}, 1, 9, DG_CONTROL | DG_IMAGE, "Mot Cua Desk", "Mot Cua Desk", "Mot Cua Desk"};

/* States 1 to 3: the library, a window for its messages, the source manager. */
static int open_manager(void) {
    library = LoadLibraryA("twain_32.dll");
    if (!library) library = LoadLibraryA("twaindsm.dll");
    if (!library) return 0;
    dsm = (DSMENTRY)(void (*)(void))GetProcAddress(library, MAKEINTRESOURCEA(1));
    window = CreateWindowA("STATIC", "", 0, 0, 0, 0, 0, NULL, NULL, GetModuleHandleA(NULL), NULL);
    return dsm && window &&
           dsm(&self, NULL, DG_CONTROL, DAT_PARENT, MSG_OPENDSM, &window) == TWRC_SUCCESS;
}

static void close_manager(void) {
    if (dsm && window) dsm(&self, NULL, DG_CONTROL, DAT_PARENT, MSG_CLOSEDSM, &window);
    if (window) DestroyWindow(window);
    if (library) FreeLibrary(library);
    dsm = NULL;
    window = NULL;
    library = NULL;
}

/* The driver's last condition as a word of the protocol. */
static const char *condition(TW_IDENTITY *source) {
    TW_STATUS status = {0, 0};
    dsm(&self, source, DG_CONTROL, DAT_STATUS, MSG_GET, &status);
    switch (status.ConditionCode) {
    case TWCC_LOWMEMORY: return "memory";
    case TWCC_MAXCONNECTIONS: return "busy";
    case TWCC_BADVALUE: return "options";
    case TWCC_DENIED: return "denied";
    case TWCC_PAPERJAM: return "jam";
    case TWCC_PAPERDOUBLEFEED: return "double_feed";
    case TWCC_CHECKDEVICEONLINE: return "offline";
    case TWCC_INTERLOCK: return "cover";
    case TWCC_NOMEDIA: return "empty";
    default: return "failed";
    }
}

/* Sets one value of the driver; 0 when it does not take it. */
static int set(TW_IDENTITY *source, WORD cap, WORD type, DWORD item) {
    TW_CAPABILITY capability = {cap, TWON_ONEVALUE, NULL};
    TW_ONEVALUE *value;
    WORD result;
    capability.hContainer = GlobalAlloc(GHND, sizeof(TW_ONEVALUE));
    if (!capability.hContainer) return 0;
    value = GlobalLock(capability.hContainer);
    value->ItemType = type;
    value->Item = item;
    GlobalUnlock(capability.hContainer);
    result = dsm(&self, source, DG_CONTROL, DAT_CAPABILITY, MSG_SET, &capability);
    GlobalFree(capability.hContainer);
    return result == TWRC_SUCCESS || result == TWRC_CHECKSTATUS;
}

static DWORD fixed(int whole) {
    TW_FIX32 number = {(short)whole, 0};
    DWORD item;
    memcpy(&item, &number, sizeof item);
    return item;
}

/* The current value of a setting; `otherwise` where the driver does not know it. */
static DWORD get(TW_IDENTITY *source, WORD cap, DWORD otherwise) {
    TW_CAPABILITY capability = {cap, TWON_ONEVALUE, NULL};
    DWORD item = otherwise;
    void *box;
    if (dsm(&self, source, DG_CONTROL, DAT_CAPABILITY, MSG_GETCURRENT, &capability) != TWRC_SUCCESS)
        return otherwise;
    box = GlobalLock(capability.hContainer);
    if (box && capability.ConType == TWON_ONEVALUE) {
        TW_ONEVALUE *value = box;
        item = value->ItemType == TWTY_FIX32 ? value->Item : (value->Item & 0xFFFF);
    } else if (box && capability.ConType == TWON_RANGE) {
        item = ((TW_RANGE *)box)->CurrentValue;
    } else if (box && capability.ConType == TWON_ENUMERATION) {
        TW_ENUMERATION *every = box;
        if (every->ItemType == TWTY_FIX32)
            memcpy(&item, every->ItemList + 4 * every->CurrentIndex, 4);
        else if (every->ItemType == TWTY_UINT16 || every->ItemType == TWTY_INT16 ||
                 every->ItemType == TWTY_BOOL)
            item = ((WORD *)(void *)every->ItemList)[every->CurrentIndex];
    }
    if (box) GlobalUnlock(capability.hContainer);
    GlobalFree(capability.hContainer);
    return item;
}

static int has_feeder(TW_IDENTITY *source) {
    int there = set(source, CAP_FEEDERENABLED, TWTY_BOOL, 1) && get(source, CAP_FEEDERENABLED, 0);
    return there;
}

static int has_flatbed(TW_IDENTITY *source) {
    return !has_feeder(source) ||
           (set(source, CAP_FEEDERENABLED, TWTY_BOOL, 0) && !get(source, CAP_FEEDERENABLED, 1));
}

const char *list_sources(void) {
    TW_IDENTITY source;
    WORD found;
    if (!open_manager()) {
        close_manager();
        return NULL; /* no TWAIN here: an empty list */
    }
    memset(&source, 0, sizeof source);
    found = dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_GETFIRST, &source);
    while (found == TWRC_SUCCESS) {
        TW_IDENTITY open = source;
        int flatbed = 1, feeder = 1, duplex = 0; /* of one that cannot be asked now */
        tell_alive();
        if (dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_OPENDS, &open) == TWRC_SUCCESS) {
            feeder = has_feeder(&open);
            flatbed = has_flatbed(&open);
            duplex = get(&open, CAP_DUPLEX, 0) != 0;
            dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_CLOSEDS, &open);
        }
        tell_source(source.ProductName, flatbed, feeder, duplex);
        found = dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_GETNEXT, &source);
    }
    close_manager();
    return NULL;
}

static int open_source(const char *name, TW_IDENTITY *source) {
    WORD found;
    memset(source, 0, sizeof *source);
    found = dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_GETFIRST, source);
    while (found == TWRC_SUCCESS && strcmp(source->ProductName, name))
        found = dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_GETNEXT, source);
    return found == TWRC_SUCCESS &&
           dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_OPENDS, source) == TWRC_SUCCESS;
}

static WORD size_number(const char *size) {
    if (!strcmp(size, "a3")) return TWSS_A3;
    if (!strcmp(size, "a5")) return TWSS_A5;
    if (!strcmp(size, "letter")) return TWSS_USLETTER;
    return strcmp(size, "longest") ? TWSS_A4 : TWSS_NONE;
}

static const char *prepare(TW_IDENTITY *source, const Wanted *wanted) {
    if (wanted->feeder && !has_feeder(source)) return "no_feeder";
    if (!wanted->feeder && !has_flatbed(source)) return "no_flatbed";
    set(source, CAP_FEEDERENABLED, TWTY_BOOL, wanted->feeder ? 1 : 0);
    if (wanted->feeder) {
        set(source, CAP_AUTOFEED, TWTY_BOOL, 1);
        if (!get(source, CAP_FEEDERLOADED, 1)) return "empty";
        if (!set(source, CAP_DUPLEXENABLED, TWTY_BOOL, wanted->duplex ? 1 : 0) && wanted->duplex)
            return "no_duplex";
    }
    set(source, CAP_INDICATORS, TWTY_BOOL, 0);
    set(source, ICAP_XFERMECH, TWTY_UINT16, TWSX_NATIVE);
    set(source, ICAP_UNITS, TWTY_UINT16, TWUN_INCHES);
    if (!set(source, ICAP_PIXELTYPE, TWTY_UINT16, wanted->colour ? TWPT_RGB : TWPT_GRAY))
        return "options";
    set(source, ICAP_XRESOLUTION, TWTY_FIX32, fixed(wanted->dpi));
    set(source, ICAP_YRESOLUTION, TWTY_FIX32, fixed(wanted->dpi));
    set(source, ICAP_SUPPORTEDSIZES, TWTY_UINT16, size_number(wanted->size));
    /* TWAIN's own scale goes from -1000 to 1000. */
    if (wanted->brightness) set(source, ICAP_BRIGHTNESS, TWTY_FIX32, fixed(wanted->brightness * 10));
    if (wanted->contrast) set(source, ICAP_CONTRAST, TWTY_FIX32, fixed(wanted->contrast * 10));
    set(source, CAP_XFERCOUNT, TWTY_INT16, (DWORD)(WORD)(wanted->pages ? wanted->pages : -1));
    return NULL;
}

/* State 5 to 6: waits for the driver's message. 1 ready, 0 it gave up or the clerk did. */
static int wait_ready(TW_IDENTITY *source) {
    while (!cancel_wanted()) {
        MSG message;
        tell_alive();
        while (PeekMessageA(&message, NULL, 0, 0, PM_REMOVE)) {
            TW_EVENT event = {&message, 0};
            WORD result =
                dsm(&self, source, DG_CONTROL, DAT_EVENT, MSG_PROCESSEVENT, &event);
            if (event.TWMessage == MSG_XFERREADY) return 1;
            if (event.TWMessage == MSG_CLOSEDSREQ) return 0;
            if (result != TWRC_DSEVENT) {
                TranslateMessage(&message);
                DispatchMessageA(&message);
            }
        }
        MsgWaitForMultipleObjects(0, NULL, FALSE, 50, QS_ALLINPUT);
    }
    return 0;
}

/* States 6 and 7: page after page until none is pending. */
static const char *transfer(TW_IDENTITY *source, const Wanted *wanted) {
    TW_PENDINGXFERS pending = {0, 0};
    const char *problem = NULL;
    int taken = 0;
    do {
        HANDLE picture = NULL;
        WORD result = dsm(&self, source, DG_IMAGE, DAT_IMAGENATIVEXFER, MSG_GET, &picture);
        if (result == TWRC_FAILURE) problem = condition(source);
        if (result == TWRC_XFERDONE && picture) {
            DWORD dpi = get(source, ICAP_XRESOLUTION, fixed(wanted->dpi));
            const void *dib = GlobalLock(picture);
            if (dib) tell_page(dib, GlobalSize(picture), (int)(short)(dpi & 0xFFFF));
            GlobalUnlock(picture);
            taken++;
        }
        if (picture) GlobalFree(picture);
        pending.Count = 0;
        dsm(&self, source, DG_CONTROL, DAT_PENDINGXFERS, MSG_ENDXFER, &pending);
        tell_alive();
    } while (!problem && pending.Count && !cancel_wanted() && taken != wanted->pages);
    if (pending.Count) dsm(&self, source, DG_CONTROL, DAT_PENDINGXFERS, MSG_RESET, &pending);
    if (problem && taken && !strcmp(problem, "empty")) problem = NULL; /* that is how a batch ends */
    return problem;
}

static const char *run(TW_IDENTITY *source, const Wanted *wanted) {
    TW_USERINTERFACE face = {0, 0, window};
    const char *problem = prepare(source, wanted);
    WORD result;
    if (problem) return problem;
    result = dsm(&self, source, DG_CONTROL, DAT_USERINTERFACE, MSG_ENABLEDS, &face);
    if (result != TWRC_SUCCESS && result != TWRC_CHECKSTATUS) return condition(source);
    if (wait_ready(source)) problem = transfer(source, wanted);
    dsm(&self, source, DG_CONTROL, DAT_USERINTERFACE, MSG_DISABLEDS, &face);
    return problem;
}

const char *scan_pages(const Wanted *wanted) {
    TW_IDENTITY source;
    const char *problem = "unknown_source";
    if (open_manager() && open_source(wanted->name, &source)) {
        problem = run(&source, wanted);
        dsm(&self, NULL, DG_CONTROL, DAT_IDENTITY, MSG_CLOSEDS, &source);
    }
    close_manager();
    return problem;
}
