package run.leger.caddy.standard;

import java.util.List;
import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/**
 * {@code file_server [matcher] [browse] { fs; root; hide; index; browse; precompressed; status; disable_canonical_uris; pass_thru;
 * etag_file_extensions }}: serves files.
 */
public final class FileServer {
    /** {@code browse}, where folders are shown. */
    public static final Slot<String> BROWSE_WORD = new Slot<>(0, "browse", Values.word("browse"));
    /** The name of the file system. */
    public static final Setting<Argument> FS = Setting.of("fs", Values.text()).once();
    /** The folder of the files. */
    public static final Setting<Argument> ROOT = Setting.of("root", Values.text());
    /** Files that are not served; several lines add up. */
    public static final Setting<List<Argument>> HIDE =
            Setting.list("hide", Values.text().writing(Literals::notEmpty));
    /** The files that are served for their folders. */
    public static final Setting<List<Argument>> INDEX = Setting.list("index", Values.text());
    /** The template that shows folders. */
    public static final Slot<Argument> TEMPLATE = new Slot<>(0, "template file", Values.verbatim());
    /** Whether the targets of symbolic links are shown. */
    public static final Setting<Boolean> REVEAL_SYMLINKS =
            Setting.flag("reveal_symlinks").once();
    /** In which order files are shown. */
    public static final Setting<List<String>> SORT =
            Setting.list("sort", sort()).shaped(Shape.of().rest(new Slot<>(0, "option", sort()), 0));
    /** How many files are shown at most. */
    public static final Setting<Long> FILE_LIMIT =
            Setting.of("file_limit", Values.integer()).once();
    /** Go's layout of the times in plain listings. */
    public static final Setting<Argument> PLAIN_TIME_FORMAT =
            Setting.of("plain_time_format", layout()).once();
    /** Shows folders: an optional template, and a block of reveal_symlinks, sort, file_limit, plain_time_format. */
    public static final Setting<Directive> BROWSE = Setting.line(
                    "browse", Shape.of().optional(TEMPLATE).block(REVEAL_SYMLINKS, SORT, FILE_LIMIT, PLAIN_TIME_FORMAT))
            .once();
    /** The formats of files that are compressed already, best first: {@code br}, {@code zstd}, {@code gzip}. */
    public static final Setting<List<Argument>> PRECOMPRESSED = Setting.list("precompressed", precompressed())
            .shaped(Shape.of()
                    .rest(new Slot<>(0, "format", precompressed()), 0)
                    .rule(NamedModules.of("http.precompressed", "br", "zstd", "gzip")));
    /** The status in place of 200, which may be a placeholder. */
    public static final Setting<Argument> STATUS = Setting.of("status", StatusOrText.STATUS);
    /** Whether there are no redirects that add or take away the slash at the end of paths. */
    public static final Setting<Boolean> DISABLE_CANONICAL_URIS = Setting.flag("disable_canonical_uris");
    /** Whether the next handler is asked where there is no file. */
    public static final Setting<Boolean> PASS_THRU = Setting.flag("pass_thru");
    /** The endings of files that hold ETags. */
    public static final Setting<List<Argument>> ETAG_FILE_EXTENSIONS =
            Setting.list("etag_file_extensions", Values.verbatim());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "file_server",
            Shape.of()
                    .optional(BROWSE_WORD)
                    .block(
                            FS,
                            ROOT,
                            HIDE,
                            INDEX,
                            BROWSE,
                            PRECOMPRESSED,
                            STATUS,
                            DISABLE_CANONICAL_URIS,
                            PASS_THRU,
                            ETAG_FILE_EXTENSIONS)
                    .rule(FileServer::browseOnce));

    private FileServer() {}

    private static ValueType<String> sort() {
        return Values.word("name", "namedirfirst", "size", "time", "asc", "desc");
    }

    private static ValueType<Argument> precompressed() {
        return Values.verbatim()
                .writing(Literals.only("br", "zstd", "gzip"))
                .examples("br", "zstd", "gzip")
                .mistakes("nosuch");
    }

    private static ValueType<Argument> layout() {
        return Values.verbatim()
                .where(token -> token.isEmpty()
                        ? Optional.of("plain_time_format requires a non-empty time layout argument")
                        : Optional.empty())
                .examples("2006-01-02", "Jan 2 15:04")
                .mistakes("");
    }

    private static void browseOnce(Directive line, Report report) {
        if (!line.arguments().isEmpty() && Lines.canCount(line) && Lines.has(line, BROWSE)) {
            report.error(line, "browsing is already configured");
        }
    }
}
