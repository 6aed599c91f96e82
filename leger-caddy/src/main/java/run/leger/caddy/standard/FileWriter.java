package run.leger.caddy.standard;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code file <name> { mode …; dir_mode …; roll_… …; backup_time_format <layout> }}: a log that goes to files. */
public final class FileWriter {

    private static final Pattern OCTAL = Pattern.compile("[0-3]?[0-7]{0,10}");
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "zstd");
    private static final List<String> DIRECTORY_MODES = List.of("inherit", "from_file");

    /** The name of the file. */
    public static final Slot<Argument> NAME = new Slot<>(1, "file", Written.TEXT);
    /** The mode of new files: octal digits. */
    public static final Setting<String> MODE = Setting.of(
            "mode",
            Values.pattern("mode", OCTAL, "0640").examples("0640", "600").mistakes("x", "0890", "-1"));
    /** The mode of new directories: octal digits, {@code inherit} or {@code from_file}. */
    public static final Setting<String> DIR_MODE = Setting.of("dir_mode", directoryMode());
    /** Whether the file is never rolled over. */
    public static final Setting<Boolean> ROLL_DISABLED = Setting.flag("roll_disabled");
    /** The size at which it is rolled over. */
    public static final Setting<Long> ROLL_SIZE = Setting.of("roll_size", Values.size());
    /** Whether old files are not compressed. */
    public static final Setting<Boolean> ROLL_UNCOMPRESSED = Setting.flag("roll_uncompressed");
    /** How old files are compressed. */
    public static final Setting<String> ROLL_COMPRESSION = Setting.of("roll_compression", compression());
    /** Whether the names of old files have local time. */
    public static final Setting<Boolean> ROLL_LOCAL_TIME = Setting.flag("roll_local_time");
    /** How many old files are kept. */
    public static final Setting<Long> ROLL_KEEP = Setting.of("roll_keep", Values.integer());
    /** How long old files are kept; Caddy counts whole days. */
    public static final Setting<Duration> ROLL_KEEP_FOR = Setting.of("roll_keep_for", Durations.NOT_NEGATIVE);
    /** How often the file is rolled over. */
    public static final Setting<Duration> ROLL_INTERVAL = Setting.of("roll_interval", Values.duration());
    /** The minutes of each hour at which it is rolled over; an argument may be several with commas. */
    public static final Setting<List<String>> ROLL_MINUTES = Setting.list(
            "roll_minutes",
            commas("minutes", Pattern.compile("[+-]?[0-9]{1,18}"))
                    .examples("0", "15,45", "0, 30")
                    .mistakes("x", "1,", ""));
    /** The times of each day at which it is rolled over, such as {@code 00:00}; an argument may be several with commas. */
    public static final Setting<List<String>> ROLL_AT = Setting.list(
            "roll_at",
            commas("times", Pattern.compile(".+", Pattern.DOTALL))
                    .examples("00:00", "06:00,18:00")
                    .mistakes("1,,2", ""));
    /** The layout of the time in the names of old files, in Go's way. */
    public static final Setting<Argument> BACKUP_TIME_FORMAT = Setting.of("backup_time_format", Values.verbatim());
    /** The line. */
    public static final Shape SHAPE = Shape.of(LogOutputs.MODULE, NAME)
            .block(
                    MODE,
                    DIR_MODE,
                    ROLL_DISABLED,
                    ROLL_SIZE,
                    ROLL_UNCOMPRESSED,
                    ROLL_COMPRESSION,
                    ROLL_LOCAL_TIME,
                    ROLL_KEEP,
                    ROLL_KEEP_FOR,
                    ROLL_INTERVAL,
                    ROLL_MINUTES,
                    ROLL_AT,
                    BACKUP_TIME_FORMAT);

    private FileWriter() {}

    private static ValueType<String> compression() {
        return lenient("none|gzip|zstd", COMPRESSIONS::contains)
                .examples("none", "gzip", "ZSTD")
                .mistakes("br");
    }

    private static ValueType<String> directoryMode() {
        return lenient(
                        "mode",
                        word -> DIRECTORY_MODES.contains(word)
                                || OCTAL.matcher(word).matches())
                .examples("0750", "inherit", "from_file")
                .mistakes("x", "0800");
    }

    /** A word in any case, and with blanks around it. */
    private static ValueType<String> lenient(String name, Predicate<String> right) {
        return ValueType.of(
                name,
                token -> right.test(word(token)) ? Optional.empty() : Optional.of("'" + token + "' is not a " + name),
                FileWriter::word,
                (String word) -> word);
    }

    private static String word(String token) {
        return token.strip().toLowerCase(Locale.ROOT);
    }

    private static ValueType<String> commas(String name, Pattern part) {
        return ValueType.of(
                name,
                token -> Arrays.stream(token.split(",", -1))
                                .allMatch(text -> part.matcher(text.strip()).matches())
                        ? Optional.empty()
                        : Optional.of("'" + token + "' is not a list of " + name),
                token -> token,
                (String text) -> text);
    }
}
