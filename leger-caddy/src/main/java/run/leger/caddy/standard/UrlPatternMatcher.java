package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code url_pattern <pattern> { base_url; ignore_case }}: requests whose URL has a pattern as browsers have them. */
public final class UrlPatternMatcher {
    /** The pattern. */
    public static final Slot<Argument> PATTERN = new Slot<>(0, "pattern", Values.verbatim());
    /** The URL that the pattern is relative to. */
    public static final Setting<Argument> BASE_URL = Setting.of("base_url", Values.verbatim());
    /** Whether upper and lower case are the same. */
    public static final Setting<Boolean> IGNORE_CASE = Setting.flag("ignore_case");
    /** The matcher. */
    public static final Setting<Directive> TYPE =
            Setting.line("url_pattern", Shape.of(PATTERN).block(BASE_URL, IGNORE_CASE));

    private UrlPatternMatcher() {}
}
