package run.leger.tailscale;

import run.leger.core.LegerException;

/** The daemon of this operating system listens on something that this library does not speak. */
public final class UnsupportedPlatformException extends LegerException {
    private static final long serialVersionUID = 1L;

    UnsupportedPlatformException(String system) {
        super(
                "tailscaled on " + system + " listens on a named pipe, which this library does not speak",
                "use it where tailscaled has a Unix socket (Linux, macOS, a Linux container), or give the client a transport of your own",
                null);
    }
}
