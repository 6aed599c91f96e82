package run.leger.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** DNS messages of RFC 1035, as far as a fake resolver needs them: one question, one address or none. */
final class FakeDns {
    private static final byte[] HEADER_REST = {0, 0, 0, 0};

    private FakeDns() {}

    /** Returns the answer to a question: the device's address for its own name, and otherwise that there is no such name. */
    static byte[] answer(String name, String type, String selfName) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean known = plain.equalsIgnoreCase(selfName) && type.equals("A");
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(
                new byte[] {0, 1, (byte) 0x81, (byte) (known ? 0x80 : 0x83), 0, 1, 0, (byte) (known ? 1 : 0)});
        message.writeBytes(HEADER_REST);
        for (String label : plain.split("\\.", -1)) {
            message.write(Math.min(63, label.length()));
            message.writeBytes(label.substring(0, Math.min(63, label.length())).getBytes(StandardCharsets.US_ASCII));
        }
        message.writeBytes(new byte[] {0, 0, 1, 0, 1});
        if (known) {
            // A pointer to the name in the question, type A, class IN, ten minutes, four bytes of address.
            message.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 100, 64, 0, 1});
        }
        return message.toByteArray();
    }
}
