package run.leger.core.internal;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.util.Arrays;

/** Gives Jackson buffers that are wiped when it lets go of them, and used by nobody else. */
final class WipingPool implements RecyclerPool<BufferRecycler> {
    private static final long serialVersionUID = 1L;

    @Override
    public BufferRecycler acquirePooled() {
        return new Wiping();
    }

    @Override
    public void releasePooled(BufferRecycler pooled) {}

    private static final class Wiping extends BufferRecycler {
        @Override
        public void releaseByteBuffer(int kind, byte[] buffer) {
            Arrays.fill(buffer, (byte) 0);
            super.releaseByteBuffer(kind, buffer);
        }

        @Override
        public void releaseCharBuffer(int kind, char[] buffer) {
            Arrays.fill(buffer, '\0');
            super.releaseCharBuffer(kind, buffer);
        }
    }
}
