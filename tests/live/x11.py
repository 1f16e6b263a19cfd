"""A little Xlib for what xdotool lacks: pictures of a window as on screen, and a polite close."""

import ctypes
import ctypes.util

import numpy as np


class Image(ctypes.Structure):
    """The first members of Xlib's XImage."""
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte)),
                ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int),
                ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int),
                ("bits_per_pixel", ctypes.c_int)]


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent, as long as the XEvent union."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong),
                ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
                ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 12)]


class Display:
    """A connection to $DISPLAY, to be used in a with statement."""

    def __init__(self):
        self.x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XInternAtom.restype = ctypes.c_ulong
        self.x.XGetImage.restype = ctypes.POINTER(Image)
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.x.XCloseDisplay(self.display)

    def picture(self, window, width, height):
        """The upper left of the window as it is on screen: (height, width, 3)."""
        image = self.x.XGetImage(self.display, ctypes.c_ulong(window), 0, 0, width, height,
                                 ctypes.c_ulong(0xFFFFFFFF), 2)
        content = image.contents
        assert content.bits_per_pixel == 32 and content.byte_order == 0
        rows = np.ctypeslib.as_array(content.data, (content.height, content.bytes_per_line))
        pixels = rows.reshape(height, -1, 4)[:, :width, 2::-1].astype(np.int16)
        self.x.XDestroyImage(image)
        return pixels

    def ask_to_close(self, window):
        """What a window manager sends when the window's × is clicked."""
        def atom(name):
            return self.x.XInternAtom(self.display, name, False)

        message = ClientMessage(type=33, window=window, message_type=atom(b"WM_PROTOCOLS"),
                                format=32)
        message.data[0] = atom(b"WM_DELETE_WINDOW")
        self.x.XSendEvent(self.display, ctypes.c_ulong(window), False, ctypes.c_long(0),
                          ctypes.byref(message))
        self.x.XFlush(self.display)
