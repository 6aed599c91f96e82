package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a {@code multipart/form-data} body, read as Go's reader does. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FakePart(String contentType, String fileName, byte[] content) {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data; *boundary=\"?([^\";]+)\"?");

    /** Returns the parts, or none where the body is not such a one, or breaks off. */
    static List<FakePart> of(FakeRequest request) {
        Matcher type = BOUNDARY.matcher(request.headers().first("Content-Type").orElse(""));
        if (!type.matches()) {
            return List.of();
        }
        // Every byte is one character, so that places in the text are places in the body.
        String body = "\r\n" + new String(request.body(), StandardCharsets.ISO_8859_1);
        String border = "\r\n--" + type.group(1);
        List<FakePart> parts = new ArrayList<>();
        int at = body.indexOf(border);
        while (at >= 0 && !body.startsWith("--", at + border.length())) {
            int next = body.indexOf(border, at + border.length());
            int headEnd = body.indexOf("\r\n\r\n", at);
            if (next < 0 || headEnd < 0 || headEnd > next) {
                return List.of();
            }
            String head = body.substring(at + border.length(), headEnd);
            byte[] content = body.substring(headEnd + 4, next).getBytes(StandardCharsets.ISO_8859_1);
            parts.add(new FakePart(
                    field(head, "Content-Type: *([^\r\n]*)"), field(head, "filename=\"([^\"]*)\""), content));
            at = next;
        }
        return at < 0 ? List.of() : parts;
    }

    private static String field(String head, String pattern) {
        Matcher field = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(head);
        return field.find() ? field.group(1) : "";
    }
}
