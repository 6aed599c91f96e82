package run.leger.tailscale.lock;

import run.leger.core.internal.JsonIn;

/**
 * How a node key was signed. Open: a newer daemon may use a number that is not known here.
 *
 * @param wire the daemon's number; 0 where there is no signature
 */
public record SignatureKind(long wire) {
    /** By a trusted key. */
    public static final SignatureKind DIRECT = new SignatureKind(1);
    /** By the device itself, whose earlier key was signed. */
    public static final SignatureKind ROTATION = new SignatureKind(2);
    /** Not a node key, but a key that came with an auth key and signs one. */
    public static final SignatureKind CREDENTIAL = new SignatureKind(3);

    static final SignatureKind NONE = new SignatureKind(0);

    static SignatureKind read(JsonIn in) {
        return new SignatureKind(in.int64());
    }

    @Override
    public String toString() {
        return Long.toString(wire);
    }
}
