package run.leger.setec.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a heap dump in the JVM's format (HPROF 1.0.2, identifiers of 8 bytes): every array of bytes or chars, and every reference from a field of an
 * object or a class, or from an array. What it does not know ends in an exception, so nothing is passed over in silence.
 */
final class HeapDump {
    /** What is in a dump, in the order in which it lies there. */
    interface Visitor {
        /** An array of bytes, or of chars as two bytes each, the high one first. */
        default void array(long id, boolean chars, byte[] content) {}

        /** A reference that is not null: from a field, written as class and field, or from an array, written as class and brackets. */
        default void reference(String from, long to) {}
    }

    private static final int OBJECT = 2;
    private static final int CHAR = 5;
    private static final int BYTE = 8;

    private record Field(String name, int type) {}

    private record Type(long parent, List<Field> fields) {}

    private final Path file;
    private final Map<Long, String> words = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, Type> types = new HashMap<>();

    HeapDump(Path file) {
        this.file = file;
    }

    /** Reads it from the beginning. The first time it reads twice, because classes may lie behind their objects. */
    void read(Visitor visitor) throws IOException {
        if (types.isEmpty()) {
            pass(null);
        }
        pass(visitor);
    }

    private void pass(@Nullable Visitor visitor) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (int c = in.read(); c != 0; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("no end of the head");
                }
            }
            if (in.readInt() != 8) {
                throw new IOException("identifiers are not of 8 bytes");
            }
            in.readLong();
            for (int tag = in.read(); tag >= 0; tag = in.read()) {
                in.readInt();
                long length = Integer.toUnsignedLong(in.readInt());
                switch (tag) {
                    case 0x01 -> words.put(in.readLong(), new String(in.readNBytes((int) length - 8), UTF_8));
                    case 0x02 -> {
                        in.readInt();
                        long id = in.readLong();
                        in.readInt();
                        names.put(id, words.getOrDefault(in.readLong(), "?").replace('/', '.'));
                    }
                    case 0x0c, 0x1c -> segment(in, length, visitor);
                    default -> in.skipNBytes(length);
                }
            }
        }
    }

    private void segment(DataInputStream in, long length, @Nullable Visitor visitor) throws IOException {
        for (long left = length; left > 0; ) {
            int tag = in.readUnsignedByte();
            left--;
            left -= switch (tag) {
                case 0xff, 0x05, 0x07 -> skip(in, 8);
                case 0x01 -> skip(in, 16);
                case 0x02, 0x03, 0x08 -> skip(in, 16);
                case 0x04, 0x06 -> skip(in, 12);
                case 0x20 -> classDump(in, visitor);
                case 0x21 -> instance(in, visitor);
                case 0x22 -> objects(in, visitor);
                case 0x23 -> primitives(in, visitor);
                default -> throw new IOException("a record of the unknown kind " + tag);
            };
        }
    }

    private static long skip(DataInputStream in, long bytes) throws IOException {
        in.skipNBytes(bytes);
        return bytes;
    }

    private static int size(int type) throws IOException {
        return switch (type) {
            case OBJECT, 7, 11 -> 8;
            case 4, BYTE -> 1;
            case CHAR, 9 -> 2;
            case 6, 10 -> 4;
            default -> throw new IOException("a value of the unknown type " + type);
        };
    }

    private String name(long type) {
        return names.getOrDefault(type, "?");
    }

    private long classDump(DataInputStream in, @Nullable Visitor visitor) throws IOException {
        long id = in.readLong();
        in.readInt();
        long parent = in.readLong();
        in.skipNBytes(5 * 8 + 4);
        long read = 8 + 4 + 8 + 5 * 8 + 4;
        int constants = in.readUnsignedShort();
        read += 2;
        for (int i = 0; i < constants; i++) {
            in.readUnsignedShort();
            read += 3 + skip(in, size(in.readUnsignedByte()));
        }
        int statics = in.readUnsignedShort();
        read += 2;
        for (int i = 0; i < statics; i++) {
            String field = words.getOrDefault(in.readLong(), "?");
            int type = in.readUnsignedByte();
            read += 9 + size(type);
            if (type == OBJECT) {
                tell(visitor, id, "." + field, in.readLong());
            } else {
                in.skipNBytes(size(type));
            }
        }
        int count = in.readUnsignedShort();
        read += 2;
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(new Field(words.getOrDefault(in.readLong(), "?"), in.readUnsignedByte()));
            read += 9;
        }
        types.put(id, new Type(parent, fields));
        return read;
    }

    private void tell(@Nullable Visitor visitor, long type, String field, long to) {
        if (visitor != null && to != 0) {
            visitor.reference(name(type) + field, to);
        }
    }

    private long instance(DataInputStream in, @Nullable Visitor visitor) throws IOException {
        in.readLong();
        in.readInt();
        long type = in.readLong();
        int length = in.readInt();
        long left = length;
        if (visitor != null) {
            for (Type at = types.get(type); at != null; at = types.get(at.parent())) {
                for (Field field : at.fields()) {
                    left -= size(field.type());
                    if (field.type() == OBJECT) {
                        tell(visitor, type, "." + field.name(), in.readLong());
                    } else {
                        in.skipNBytes(size(field.type()));
                    }
                }
            }
            if (left != 0) {
                throw new IOException(name(type) + " has " + left + " bytes more than its fields");
            }
        } else {
            in.skipNBytes(length);
        }
        return 24L + length;
    }

    private long objects(DataInputStream in, @Nullable Visitor visitor) throws IOException {
        in.readLong();
        in.readInt();
        int count = in.readInt();
        long type = in.readLong();
        for (int i = 0; i < count; i++) {
            tell(visitor, type, "[]", in.readLong());
        }
        return 24 + 8L * count;
    }

    private static long primitives(DataInputStream in, @Nullable Visitor visitor) throws IOException {
        long id = in.readLong();
        in.readInt();
        int count = in.readInt();
        int type = in.readUnsignedByte();
        long bytes = (long) count * size(type);
        if (visitor != null && (type == BYTE || type == CHAR)) {
            visitor.array(id, type == CHAR, in.readNBytes(Math.toIntExact(bytes)));
        } else {
            in.skipNBytes(bytes);
        }
        return 17 + bytes;
    }
}
