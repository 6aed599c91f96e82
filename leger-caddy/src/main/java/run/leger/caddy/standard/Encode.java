package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code encode [matcher] [<format...>] { gzip; zstd; minimum_length; match }}: compresses responses; without a format, with zstd or gzip. */
public final class Encode {
    /** The formats, best first. */
    public static final Slot<Argument> FORMAT = new Slot<>(0, "format", format());
    /** How hard gzip tries, 1 to 9. */
    public static final Slot<Long> GZIP_LEVEL = new Slot<>(0, "level", Values.integer());
    /** Compression with gzip. */
    public static final Setting<Directive> GZIP =
            Setting.line("gzip", Shape.of().optional(GZIP_LEVEL).ignoringMore().ignoringBlock());
    /** How hard zstd tries. */
    public static final Slot<String> ZSTD_LEVEL = new Slot<>(0, "level", level());
    /** How hard zstd tries, where it is not on the line. */
    public static final Setting<String> LEVEL = Setting.of("level", level()).once();
    /** Whether zstd leaves out its checksum. */
    public static final Setting<Boolean> DISABLE_CHECKSUM =
            Setting.flag("disable_checksum").once();
    /** Compression with zstd: an optional level, or a block of level and disable_checksum. */
    public static final Setting<Directive> ZSTD = Setting.line(
            "zstd",
            Shape.of().optional(ZSTD_LEVEL).block(LEVEL, DISABLE_CHECKSUM).rule(Encode::levelOnce));
    /** The number of bytes from which responses are compressed. */
    public static final Setting<Long> MINIMUM_LENGTH = Setting.of("minimum_length", Values.integer());
    /** Which responses are compressed, as {@link ResponseMatchers} say. */
    public static final Setting<Directive> MATCH =
            Setting.line("match", ResponseMatchers.SHAPE).once();
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "encode",
            Shape.of()
                    .rest(FORMAT, 0)
                    .block(GZIP, ZSTD, MINIMUM_LENGTH, MATCH)
                    .blockOfModules("http.encoders")
                    .rule(NamedModules.of("http.encoders", "gzip", "zstd")));

    private Encode() {}

    private static ValueType<Argument> format() {
        return Values.verbatim()
                .writing(Literals.only("gzip", "zstd"))
                .examples("gzip", "zstd")
                .mistakes("nosuch", "br");
    }

    private static ValueType<String> level() {
        return Values.wordIgnoringCase("fastest", "default", "better", "best");
    }

    private static void levelOnce(Directive zstd, Report report) {
        if (!zstd.arguments().isEmpty() && Lines.canCount(zstd) && Lines.has(zstd, LEVEL)) {
            report.error(zstd, "compression level already specified");
        }
    }
}
