package run.leger.setec.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * How a sealed file lies on the disk: a mark with the format's version, a digest of what it is for, and what Tink made of its number, the time
 * and the content. Mark and purpose are bound to it as associated data; the digest only tells a foreign file from a damaged one.
 */
final class Envelope {
    private static final byte[] MARK = "LEGERSF\1".getBytes(StandardCharsets.ISO_8859_1);
    private static final int DIGEST = 16;
    private static final int BEFORE_CONTENT = 16;

    private final Path path;
    private final byte[] bound;
    private final byte[] head;

    Envelope(Path path, SealedFor purpose) {
        this.path = path;
        byte[] about = purpose.bytes();
        this.bound = ByteBuffer.allocate(MARK.length + about.length)
                .put(MARK)
                .put(about)
                .array();
        this.head = ByteBuffer.allocate(MARK.length + DIGEST)
                .put(MARK)
                .put(sha256(bound), 0, DIGEST)
                .array();
    }

    byte[] seal(byte[] content, long number, Instant now, TinkSeal tink) {
        byte[] plain = ByteBuffer.allocate(BEFORE_CONTENT + content.length)
                .putLong(number)
                .putLong(now.toEpochMilli())
                .put(content)
                .array();
        try {
            byte[] sealed = tink.seal(plain, bound);
            return ByteBuffer.allocate(head.length + sealed.length)
                    .put(head)
                    .put(sealed)
                    .array();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    Seal open(byte[] file, TinkSeal tink) {
        if (file.length < MARK.length || !Arrays.equals(file, 0, MARK.length, MARK, 0, MARK.length)) {
            throw new DamagedFileException(path, "it is no sealed file of a version that is known here");
        }
        if (file.length < head.length) {
            throw new DamagedFileException(path, "it is cut short");
        }
        if (!Arrays.equals(file, 0, head.length, head, 0, head.length)) {
            throw new ForeignFileException(path, "it was sealed for another server or purpose");
        }
        byte[] sealed = Arrays.copyOfRange(file, head.length, file.length);
        if (tink.isOfAnotherKey(sealed)) {
            throw new ForeignFileException(path, "it was sealed with another key");
        }
        byte[] plain;
        try {
            plain = tink.open(sealed, bound);
        } catch (GeneralSecurityException e) {
            throw new DamagedFileException(path, "it was cut short or changed after it was sealed");
        }
        if (plain.length < BEFORE_CONTENT) {
            Arrays.fill(plain, (byte) 0);
            throw new DamagedFileException(path, "something else was sealed in it");
        }
        return new Seal(plain);
    }

    /** What was under the seal. Closing wipes it. */
    static final class Seal implements AutoCloseable {
        private final byte[] plain;

        Seal(byte[] plain) {
            this.plain = plain;
        }

        long number() {
            return ByteBuffer.wrap(plain).getLong();
        }

        Instant sealedAt() {
            return Instant.ofEpochMilli(ByteBuffer.wrap(plain).getLong(Long.BYTES));
        }

        /** A copy. */
        byte[] content() {
            return Arrays.copyOfRange(plain, BEFORE_CONTENT, plain.length);
        }

        @Override
        public void close() {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has it", e);
        }
    }
}
