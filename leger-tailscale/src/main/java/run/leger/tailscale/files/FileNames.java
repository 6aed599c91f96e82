package run.leger.tailscale.files;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The names that a receiving device takes. */
final class FileNames {
    private static final int LONGEST = 255;

    private FileNames() {}

    static String check(String name) {
        String problem = problem(name);
        if (!problem.isEmpty()) {
            String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
            throw new IllegalArgumentException(
                    "no device takes a file of this name: it " + problem + ": " + shown.replaceAll("\\p{Cntrl}", "?"));
        }
        return name;
    }

    private static String problem(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.equals(".") || name.equals("..")) {
            return "names a folder";
        }
        if (!name.strip().equals(name)) {
            return "begins or ends with white space";
        }
        if (name.endsWith(".partial") || name.endsWith(".deleted")) {
            return "ends as the daemon's own files do";
        }
        if (!name.codePoints().allMatch(FileNames::isAllowed)) {
            return "holds one of / \\ : * \" < > |, or a character that cannot be seen";
        }
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(java.nio.CharBuffer.wrap(name))
                    .limit();
            return bytes > LONGEST ? "is longer than " + LONGEST + " bytes" : "";
        } catch (CharacterCodingException e) {
            return "is not Unicode";
        }
    }

    private static boolean isAllowed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> "/\\:*\"<>|".indexOf(c) < 0;
        };
    }
}
