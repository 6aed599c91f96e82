package run.leger.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.SecretBytes;

/** Reads a value that is to be stored: from a file, from a person twice without echo, or from standard input; and looks for what was hardly meant. */
final class SecretInput {
    /** Asks a person for a line that is not shown; null where the person ended the input instead. */
    interface Prompt {
        char @Nullable [] ask(String label);
    }

    private SecretInput() {}

    static SecretBytes read(Invocation call) {
        return read(call, SecretInput::ask);
    }

    static SecretBytes read(Invocation call, Prompt prompt) {
        Optional<String> file = call.text(CliOptions.FROM_FILE);
        byte[] bytes;
        if (file.isPresent() && !file.get().equals("-")) {
            bytes = InputFile.bytes(InputFile.path("--from-file", file.get()));
        } else if (file.isEmpty() && call.environment("LEGER_INPUT_TERMINAL").equals("1")) {
            bytes = typed(prompt);
        } else {
            bytes = call.standardInput();
        }
        bytes = call.has(CliOptions.VERBATIM) ? bytes : meant(call, bytes);
        if (bytes.length == 0 && !call.has(CliOptions.EMPTY_OK)) {
            throw new UsageException("the value is empty", "--empty-ok, where that is meant");
        }
        return SecretBytes.take(bytes);
    }

    @SuppressWarnings("SystemConsoleNull") // before JDK 22 it is null where there is no terminal
    private static char @Nullable [] ask(String label) {
        java.io.Console console = System.console();
        if (console == null) {
            throw new UsageException("there is nobody to ask for the value", "--from-file, or a pipe");
        }
        return console.readPassword("%s: ", label);
    }

    private static byte[] typed(Prompt prompt) {
        char[] once = answer(prompt, "value");
        char[] again = new char[0];
        try {
            again = answer(prompt, "again");
            if (!Arrays.equals(once, again)) {
                throw new UsageException("the two values differ; nothing was stored", "type the same value twice");
            }
            return utf8(CharBuffer.wrap(once));
        } finally {
            Arrays.fill(once, '\0');
            Arrays.fill(again, '\0');
        }
    }

    private static char[] answer(Prompt prompt, String label) {
        char[] answer = prompt.ask(label);
        if (answer == null) {
            throw new UsageException(
                    "no value was typed; nothing was stored", "type it, and end it with the return key");
        }
        return answer;
    }

    @SuppressWarnings("ByteBufferBackingArray") // made by encode, so that all of it is ours
    private static byte[] utf8(CharBuffer text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(text);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    /** Text with white space at its ends is a file's line end more often than a secret's part. What is not text stays as it is. */
    private static byte[] meant(Invocation call, byte[] bytes) {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            return bytes;
        }
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.get(from))) {
            from++;
        }
        while (to > from && isSpace(text.get(to - 1))) {
            to--;
        }
        try {
            if (to - from == text.length()) {
                return bytes;
            }
            if (!call.has(CliOptions.TRIM_SPACE)) {
                throw new UsageException(
                        "the value begins or ends with white space, such as the end of a line",
                        "--trim-space to take it off, or --verbatim to keep it");
            }
            return utf8(text.subSequence(from, to));
        } finally {
            if (to - from != text.length()) {
                Arrays.fill(bytes, (byte) 0);
            }
            Arrays.fill(text.array(), '\0');
        }
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
