/* The part of the TWAIN 1.9 interface the helper uses, declared after the published specification. */
#ifndef MOTCUA_TWAIN_API_H
#define MOTCUA_TWAIN_API_H

#include <windows.h>

#pragma pack(push, 2)

typedef char TW_STR32[34];

typedef struct {
    WORD MajorNum, MinorNum, Language, Country;
    TW_STR32 Info;
} TW_VERSION;

typedef struct {
    DWORD Id;
    TW_VERSION Version;
    WORD ProtocolMajor, ProtocolMinor;
    DWORD SupportedGroups;
    TW_STR32 Manufacturer, ProductFamily, ProductName;
} TW_IDENTITY;

typedef struct {
    WORD ShowUI, ModalUI;
    HANDLE hParent;
} TW_USERINTERFACE;

typedef struct {
    WORD Cap, ConType;
    HANDLE hContainer;
} TW_CAPABILITY;

typedef struct {
    WORD ItemType;
    DWORD Item;
} TW_ONEVALUE;

typedef struct {
    WORD ItemType;
    DWORD NumItems, CurrentIndex, DefaultIndex;
    BYTE ItemList[1];
} TW_ENUMERATION;

typedef struct {
    WORD ItemType;
    DWORD MinValue, MaxValue, StepSize, DefaultValue, CurrentValue;
} TW_RANGE;

typedef struct {
    short Whole;
    WORD Frac;
} TW_FIX32;

typedef struct {
    void *pEvent;
    WORD TWMessage;
} TW_EVENT;

typedef struct {
    WORD Count;
    DWORD EOJ;
} TW_PENDINGXFERS;

typedef struct {
    WORD ConditionCode, Data;
} TW_STATUS;

#pragma pack(pop)

typedef WORD(WINAPI *DSMENTRY)(TW_IDENTITY *origin, TW_IDENTITY *destination, DWORD group, WORD data,
                               WORD message, void *memory);

enum { DG_CONTROL = 1, DG_IMAGE = 2 };
enum {
    DAT_CAPABILITY = 1,
    DAT_EVENT = 2,
    DAT_IDENTITY = 3,
    DAT_PARENT = 4,
    DAT_PENDINGXFERS = 5,
    DAT_STATUS = 8,
    DAT_USERINTERFACE = 9,
    DAT_IMAGENATIVEXFER = 0x0104
};
enum {
    MSG_GET = 1,
    MSG_GETCURRENT = 2,
    MSG_GETFIRST = 4,
    MSG_GETNEXT = 5,
    MSG_SET = 6,
    MSG_RESET = 7,
    MSG_XFERREADY = 0x0101,
    MSG_CLOSEDSREQ = 0x0102,
    MSG_OPENDSM = 0x0301,
    MSG_CLOSEDSM = 0x0302,
    MSG_OPENDS = 0x0401,
    MSG_CLOSEDS = 0x0402,
    MSG_DISABLEDS = 0x0501,
    MSG_ENABLEDS = 0x0502,
    MSG_PROCESSEVENT = 0x0601,
    MSG_ENDXFER = 0x0701
};
enum {
    TWRC_SUCCESS = 0,
    TWRC_FAILURE = 1,
    TWRC_CHECKSTATUS = 2,
    TWRC_CANCEL = 3,
    TWRC_DSEVENT = 4,
    TWRC_XFERDONE = 6
};
enum {
    TWCC_LOWMEMORY = 2,
    TWCC_MAXCONNECTIONS = 4,
    TWCC_BADVALUE = 10,
    TWCC_DENIED = 16,
    TWCC_PAPERJAM = 20,
    TWCC_PAPERDOUBLEFEED = 21,
    TWCC_CHECKDEVICEONLINE = 23,
    TWCC_INTERLOCK = 24,
    TWCC_NOMEDIA = 29
};
enum { TWON_ENUMERATION = 4, TWON_ONEVALUE = 5, TWON_RANGE = 6 };
enum { TWTY_INT16 = 1, TWTY_UINT16 = 4, TWTY_BOOL = 6, TWTY_FIX32 = 7 };
enum { TWPT_GRAY = 1, TWPT_RGB = 2, TWUN_INCHES = 0, TWSX_NATIVE = 0 };
enum { TWSS_NONE = 0, TWSS_A4 = 1, TWSS_USLETTER = 3, TWSS_A5 = 5, TWSS_A3 = 11 };
enum {
    CAP_XFERCOUNT = 0x0001,
    ICAP_PIXELTYPE = 0x0101,
    ICAP_UNITS = 0x0102,
    ICAP_XFERMECH = 0x0103,
    CAP_FEEDERENABLED = 0x1002,
    CAP_FEEDERLOADED = 0x1003,
    CAP_AUTOFEED = 0x1007,
    CAP_INDICATORS = 0x100B,
    CAP_DUPLEX = 0x1012,
    CAP_DUPLEXENABLED = 0x1013,
    ICAP_BRIGHTNESS = 0x1101,
    ICAP_CONTRAST = 0x1103,
    ICAP_XRESOLUTION = 0x1118,
    ICAP_YRESOLUTION = 0x1119,
    ICAP_SUPPORTEDSIZES = 0x1122
};

#endif
