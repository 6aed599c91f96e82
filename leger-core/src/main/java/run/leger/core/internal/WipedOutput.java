package run.leger.core.internal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Gathers bytes, and keeps no copy of them: not in the array that grew too small, and not after the end. */
final class WipedOutput extends ByteArrayOutputStream {
    WipedOutput(int size) {
        super(size);
    }

    @Override
    public synchronized void write(int value) {
        makeRoom(1);
        super.write(value);
    }

    @Override
    public synchronized void write(byte[] source, int from, int length) {
        makeRoom(length);
        super.write(source, from, length);
    }

    private void makeRoom(int more) {
        if (more > buf.length - count) {
            byte[] old = buf;
            buf = Arrays.copyOf(old, Math.max(Math.addExact(count, more), (int)
                    Math.min(2L * old.length, Integer.MAX_VALUE - 8)));
            Arrays.fill(old, (byte) 0);
        }
    }

    /** Returns the bytes, and wipes them here. */
    synchronized byte[] end() {
        byte[] all = toByteArray();
        Arrays.fill(buf, (byte) 0);
        reset();
        return all;
    }
}
