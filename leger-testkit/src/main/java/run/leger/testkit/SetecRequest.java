package run.leger.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.JsonIn;

/** The body of a call, read as Go reads it: names in any case, the last one counts, and nothing after the first value matters. */
final class SetecRequest {
    String name = "";
    byte[] value = {};
    long version;
    boolean updateIfChanged;

    private SetecRequest() {}

    /** Returns the request, or null where the server would say that it is bad. */
    static @Nullable SetecRequest read(byte[] body) {
        // Go takes no byte order mark and no UTF-16, which our reader would.
        if (body.length == 0 || body[0] < 0 || body[0] == 0 || body.length > 1 && body[1] == 0) {
            return null;
        }
        SetecRequest request = new SetecRequest();
        boolean[] whole = new boolean[1];
        try {
            return JsonIn.read(body, "request", in -> {
                request.decode(in);
                whole[0] = true;
                return request;
            });
        } catch (MalformedReplyException | IllegalArgumentException e) {
            return whole[0] ? request : null;
        }
    }

    private void decode(JsonIn in) {
        if (in.isNull()) {
            return;
        }
        in.beginObject();
        for (String field = in.field(); field != null; field = in.field()) {
            boolean absent = in.isNull();
            switch (field.toLowerCase(Locale.ROOT)) {
                case "name" -> name = absent ? name : wellFormed(in.text());
                case "value" -> value = absent ? new byte[0] : value(in);
                case "version" -> version = absent ? version : version(in);
                case "updateifchanged" -> updateIfChanged = absent ? updateIfChanged : in.bool();
                default -> in.skip();
            }
        }
    }

    /** Half of a surrogate pair becomes the character for what cannot be read. */
    private static String wellFormed(String text) {
        int[] points = text.codePoints()
                .map(point -> point >= 0xd800 && point <= 0xdfff ? 0xfffd : point)
                .toArray();
        return new String(points, 0, points.length);
    }

    private static long version(JsonIn in) {
        long number = in.int64();
        if (number < 0 || number > 0xffff_ffffL) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    /** Padded base64, in which line ends do not count, or an array of small numbers. */
    private static byte[] value(JsonIn in) {
        if (in.isArray()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int number : in.list(JsonIn::int32)) {
                if (number < 0 || number > 255) {
                    throw new IllegalArgumentException("not a byte");
                }
                bytes.write(number);
            }
            return bytes.toByteArray();
        }
        String text = in.text().replaceAll("[\r\n]", "");
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException("not padded");
        }
        return Base64.getDecoder().decode(text);
    }
}
