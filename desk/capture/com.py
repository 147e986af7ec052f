"""COM objects of Windows by their names, over ctypes: as much as WIA Automation needs.

Runs in the worker process, on Windows only. Untested there (docs/limits.md): what is written in
`wia` against `Thing` is tested with things made in Python.
"""

from __future__ import annotations

import sys
from typing import Any, Protocol


class ComError(Exception):
    """A call failed; ``code`` is the HRESULT as an unsigned number."""

    def __init__(self, code: int) -> None:
        super().__init__(f"{code & 0xFFFFFFFF:#010x}")
        self.code = code & 0xFFFFFFFF


class Thing(Protocol):
    """An object known by the names of its members.  Every call may raise ComError."""

    def get(self, name: str, *arguments: str | int) -> Any:
        """A property: a number, a text, bytes, another `Thing` or None."""

    def put(self, name: str, value: str | int) -> None:
        """Set a property."""

    def call(self, name: str, *arguments: str | int) -> Any:
        """Call a method."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _METHOD, _GET, _PUT = 1, 2, 4
    _PUT_ID = -3
    _EXCEPTION = 0x80020009
    _EMPTY, _I2, _I4, _R8, _BSTR, _DISPATCH, _ERROR, _BOOL, _UI4 = 0, 2, 3, 5, 8, 9, 10, 11, 19
    _BYTES = 0x2011
    _IN_ANY_PLACE = 1 | 4  # in process, local server
    _RELEASE, _ADD_REF, _NAMES, _INVOKE = 2, 1, 5, 6

    class _Guid(ctypes.Structure):
        _fields_ = (("data", ctypes.c_ubyte * 16),)

    class _Variant(ctypes.Structure):
        class _Value(ctypes.Union):
            _fields_ = (
                ("i2", ctypes.c_short),
                ("i4", ctypes.c_long),
                ("r8", ctypes.c_double),
                ("text", ctypes.c_void_p),
                ("thing", ctypes.c_void_p),
                ("array", ctypes.c_void_p),
                ("record", ctypes.c_void_p * 2),
            )

        _anonymous_ = ("value",)
        _fields_ = (
            ("kind", ctypes.c_ushort),
            ("reserved", ctypes.c_ushort * 3),
            ("value", _Value),
        )

    class _Parameters(ctypes.Structure):
        _fields_ = (
            ("arguments", ctypes.POINTER(_Variant)),
            ("named", ctypes.POINTER(ctypes.c_long)),
            ("count", ctypes.c_uint),
            ("named_count", ctypes.c_uint),
        )

    class _Failure(ctypes.Structure):
        _fields_ = (
            ("code", ctypes.c_ushort),
            ("reserved", ctypes.c_ushort),
            ("source", ctypes.c_void_p),
            ("description", ctypes.c_void_p),
            ("help_file", ctypes.c_void_p),
            ("help_context", ctypes.c_ulong),
            ("reserved_too", ctypes.c_void_p),
            ("deferred", ctypes.c_void_p),
            ("result", ctypes.c_long),
        )

    _ole, _oleaut = ctypes.oledll.ole32, ctypes.windll.oleaut32
    _oleaut.SysAllocString.restype = ctypes.c_void_p
    _oleaut.SysAllocString.argtypes = (ctypes.c_wchar_p,)
    _oleaut.SysFreeString.argtypes = (ctypes.c_void_p,)
    _oleaut.VariantClear.argtypes = (ctypes.POINTER(_Variant),)
    _oleaut.SafeArrayGetUBound.argtypes = (
        ctypes.c_void_p, ctypes.c_uint, ctypes.POINTER(ctypes.c_long),
    )  # fmt: skip
    _oleaut.SafeArrayAccessData.argtypes = (
        ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p),
    )  # fmt: skip
    _oleaut.SafeArrayUnaccessData.argtypes = (ctypes.c_void_p,)

    def _guid(text: str) -> _Guid:
        made = _Guid()
        _ole.CLSIDFromString(ctypes.c_wchar_p(text), ctypes.byref(made))
        return made

    _NO_INTERFACE = _Guid()
    _IDISPATCH = _guid("{00020400-0000-0000-C000-000000000046}")

    def create(name: str) -> Thing:
        """A new object of a registered name.  Raises ComError."""
        kind, pointer = _Guid(), ctypes.c_void_p()
        try:
            _ole.CoInitialize(None)
            _ole.CLSIDFromProgID(ctypes.c_wchar_p(name), ctypes.byref(kind))
            _ole.CoCreateInstance(
                ctypes.byref(kind),
                None,
                _IN_ANY_PLACE,
                ctypes.byref(_IDISPATCH),
                ctypes.byref(pointer),
            )
        except OSError as error:
            raise ComError(error.winerror or 0) from error
        return _Dispatch(pointer.value or 0)

    class _Dispatch:
        """An IDispatch pointer; it is let go with this object."""

        def __init__(self, pointer: int) -> None:
            self._pointer = pointer

        def __del__(self) -> None:
            if self._pointer:
                self._method(_RELEASE, ctypes.c_ulong)()

        def get(self, name: str, *arguments: str | int) -> Any:
            return self._invoke(name, _GET | _METHOD, arguments)

        def put(self, name: str, value: str | int) -> None:
            self._invoke(name, _PUT, (value,))

        def call(self, name: str, *arguments: str | int) -> Any:
            return self._invoke(name, _METHOD, arguments)

        def _method(self, place: int, *kinds: Any) -> Any:
            table = ctypes.cast(
                ctypes.c_void_p(self._pointer),
                ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)),
            ).contents
            prototype = ctypes.WINFUNCTYPE(kinds[0], ctypes.c_void_p, *kinds[1:])
            function = prototype(table[place])
            return lambda *given: function(self._pointer, *given)

        def _number_of(self, name: str) -> int:
            names, number = (ctypes.c_wchar_p * 1)(name), ctypes.c_long()
            ask = self._method(
                _NAMES, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint,
                wintypes.DWORD, ctypes.c_void_p,
            )  # fmt: skip
            result = ask(ctypes.byref(_NO_INTERFACE), names, 1, 0, ctypes.byref(number))
            if result < 0:
                raise ComError(result)
            return number.value

        def _invoke(self, name: str, how: int, arguments: tuple[str | int, ...]) -> Any:
            number = self._number_of(name)
            given = (_Variant * max(1, len(arguments)))()
            for place, value in enumerate(reversed(arguments)):
                _fill(given[place], value)
            named = ctypes.c_long(_PUT_ID)
            parameters = _Parameters(
                ctypes.cast(given, ctypes.POINTER(_Variant)),
                ctypes.pointer(named) if how == _PUT else None,
                len(arguments),
                int(how == _PUT),
            )
            answer, failure = _Variant(), _Failure()
            do = self._method(
                _INVOKE, ctypes.c_long, ctypes.c_long, ctypes.c_void_p, wintypes.DWORD,
                ctypes.c_ushort, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,
                ctypes.c_void_p,
            )  # fmt: skip
            result = do(
                number, ctypes.byref(_NO_INTERFACE), 0, how, ctypes.byref(parameters),
                None if how == _PUT else ctypes.byref(answer), ctypes.byref(failure), None,
            )  # fmt: skip
            for one in given:
                _oleaut.VariantClear(ctypes.byref(one))
            if result & 0xFFFFFFFF == _EXCEPTION:
                for text in (failure.source, failure.description, failure.help_file):
                    _oleaut.SysFreeString(text)
                raise ComError(failure.result or failure.code or result)
            if result < 0:
                raise ComError(result)
            return _taken(answer)

    def _fill(variant: _Variant, value: str | int) -> None:
        if isinstance(value, str):
            variant.kind, variant.text = _BSTR, _oleaut.SysAllocString(value)
        else:
            variant.kind, variant.i4 = _I4, value

    def _taken(variant: _Variant) -> Any:
        """The value out of a VARIANT, which is emptied."""
        if variant.kind == _DISPATCH:  # the reference is ours from here on
            return _Dispatch(variant.thing) if variant.thing else None
        try:
            return _copied(variant)
        finally:
            _oleaut.VariantClear(ctypes.byref(variant))

    def _copied(variant: _Variant) -> Any:
        if variant.kind == _BSTR:
            return ctypes.wstring_at(variant.text) if variant.text else ""
        if variant.kind == _BYTES:
            return _octets(variant.array)
        if variant.kind == _BOOL:
            return int(variant.i2 != 0)
        if variant.kind == _I2:
            return int(variant.i2)
        if variant.kind in (_I4, _UI4, _ERROR):
            return int(variant.i4)
        return float(variant.r8) if variant.kind == _R8 else None

    def _octets(array: int) -> bytes:
        last, data = ctypes.c_long(), ctypes.c_void_p()
        _oleaut.SafeArrayGetUBound(array, 1, ctypes.byref(last))
        _oleaut.SafeArrayAccessData(array, ctypes.byref(data))
        try:
            return ctypes.string_at(data, last.value + 1)
        finally:
            _oleaut.SafeArrayUnaccessData(array)

else:

    def create(name: str) -> Thing:
        """There is no COM here.  Raises ComError."""
        raise ComError(0x80040154) from ImportError(name)
