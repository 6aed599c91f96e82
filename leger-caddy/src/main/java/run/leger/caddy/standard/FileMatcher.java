package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code file [<file...>] { root; try_files; try_policy; split_path }}: requests for which there is a file. */
public final class FileMatcher {
    /** The files, as paths; the slot repeats. */
    public static final Slot<Argument> FILE = new Slot<>(0, "file", Values.text());
    /** The folder of the files. */
    public static final Setting<Argument> ROOT = Setting.of("root", Values.text());
    /** The files, where they are not on the line. */
    public static final Setting<List<Argument>> TRY_FILES =
            Setting.list("try_files", Values.text()).shaped(Shape.of().rest(FILE, 0));
    /** Which of the files that there are: {@code first_exist}, {@code first_exist_fallback}, {@code smallest_size}, {@code largest_size}, {@code most_recently_modified}. */
    public static final Setting<Argument> TRY_POLICY = Setting.of("try_policy", Values.verbatim())
            .shaped(Shape.of(new Slot<>(
                            0,
                            "policy",
                            Values.verbatim().examples("first_exist", "largest_size", "smallest_size", "x")))
                    .rule(KnownWords.of(
                            "Caddy does not load it", policy().examples().toArray(String[]::new))));
    /** The endings at which paths are split into a file and a rest. */
    public static final Setting<List<Argument>> SPLIT_PATH = Setting.list("split_path", Values.verbatim());
    /** The matcher. */
    public static final Setting<Directive> TYPE = Setting.line(
            "file",
            Shape.of()
                    .rest(FILE, 0)
                    .block(ROOT, TRY_FILES, TRY_POLICY, SPLIT_PATH)
                    .rule(FileMatcher::someFile));

    private FileMatcher() {}

    static ValueType<String> policy() {
        return Values.word(
                "first_exist", "first_exist_fallback", "smallest_size", "largest_size", "most_recently_modified");
    }

    private static void someFile(Directive file, Report report) {
        boolean some = !file.arguments().isEmpty();
        for (Directive line : Lines.of(file)
                .filter(entry -> entry.name().equals(TRY_FILES.name()))
                .toList()) {
            some |= !line.arguments().isEmpty();
            if (!some) {
                report.error(line, "wrong argument count or unexpected line ending after 'try_files'");
                return;
            }
        }
    }
}
