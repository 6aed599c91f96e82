package run.leger.caddy.standard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code filter { wrap …; fields { <field> <filter> }; <field> <filter> }}: leaves fields out of a log, or changes them. */
public final class FilterEncoder {

    private static final int MOST_PATTERNS = 50;
    private static final int LONGEST_PATTERN = 1000;

    /** The name of the filter, after the name of the field. */
    public static final Slot<Argument> FILTER = new Slot<>(0, "filter", Values.verbatim());
    /** The value that {@code replace} puts in place of the field's. */
    public static final Slot<Argument> REPLACEMENT = new Slot<>(1, "value", Values.verbatim());
    /** The name that {@code rename} gives. */
    public static final Slot<Argument> NEW_NAME = new Slot<>(1, "name", Values.verbatim());
    /** The regular expression of {@code regexp}. */
    public static final Slot<Argument> PATTERN = new Slot<>(1, "pattern", Values.verbatim());
    /** What it puts in place of what matches. */
    public static final Slot<Argument> PATTERN_REPLACEMENT = new Slot<>(2, "value", Values.verbatim());
    /** How many bits {@code ip_mask} leaves of IPv4 addresses. */
    public static final Slot<Long> IPV4_BITS = new Slot<>(1, "IPv4 bits", Values.integer());
    /** How many bits it leaves of IPv6 addresses. */
    public static final Slot<Long> IPV6_BITS = new Slot<>(2, "IPv6 bits", Values.integer());
    /** The same as a line of its block. */
    public static final Setting<Long> IPV4 = Setting.of("ipv4", Values.integer());
    /** The same as a line of its block. */
    public static final Setting<Long> IPV6 = Setting.of("ipv6", Values.integer());
    /** The name of a parameter or cookie, in the lines of {@code query}, {@code cookie} and {@code set_cookie}. */
    public static final Slot<Argument> KEY = new Slot<>(0, "name", Values.verbatim());
    /** What its value becomes. */
    public static final Slot<Argument> KEY_REPLACEMENT = new Slot<>(1, "value", Values.verbatim());
    /** Replaces a value: {@code replace <name> <value>}. */
    public static final Setting<Directive> REPLACE = Setting.line("replace", Shape.of(KEY, KEY_REPLACEMENT));
    /** Puts a hash in place of a value. */
    public static final Setting<Argument> HASH = Setting.of("hash", Values.verbatim());
    /** Leaves one out. */
    public static final Setting<Argument> DELETE = Setting.of("delete", Values.verbatim());
    /** A pattern of {@code multi_regexp}, of at most 1000 bytes. */
    public static final Slot<Argument> OPERATION_PATTERN = new Slot<>(
            0,
            "pattern",
            Values.verbatim()
                    .where(FilterEncoder::patternProblem)
                    .examples("a.*", "^x")
                    .mistakes(""));
    /** What it puts in place of what matches. */
    public static final Slot<Argument> OPERATION_REPLACEMENT = new Slot<>(1, "value", Values.verbatim());
    /** One of up to 50 replacements: {@code regexp <pattern> <value>}. */
    public static final Setting<Directive> REGEXP =
            Setting.line("regexp", Shape.of(OPERATION_PATTERN, OPERATION_REPLACEMENT));

    private static final Shape ENTRIES = Shape.of(FILTER).ignoringMoreAndBlock().block(REPLACE, HASH, DELETE);
    private static final Shape NAME_ALONE = Shape.of(FILTER).ignoringMore().ignoringBlock();
    /** The filter of a field. */
    public static final Shape FIELD = Shape.choose(Choice.byWord(0, "caddy.logging.encoders.filter")
            .with("delete", NAME_ALONE)
            .with("hash", NAME_ALONE)
            .with(
                    "replace",
                    Shape.of(FILTER).optional(REPLACEMENT).ignoringMore().ignoringBlock())
            .with("rename", Shape.of(FILTER).optional(NEW_NAME).ignoringMore().ignoringBlock())
            .with(
                    "regexp",
                    Shape.of(FILTER)
                            .optional(PATTERN, PATTERN_REPLACEMENT)
                            .ignoringMore()
                            .ignoringBlock())
            .with("multi_regexp", Shape.of(FILTER).block(REGEXP).rule(FilterEncoder::operations))
            .with("ip_mask", Shape.of(FILTER).optional(IPV4_BITS, IPV6_BITS).block(IPV4, IPV6))
            .with("query", ENTRIES)
            .with("cookie", ENTRIES)
            .with("set_cookie", ENTRIES));
    /** The filters of fields. They may also stand in the block itself. */
    public static final Setting<Directive> FIELDS =
            Setting.line("fields", Shape.of().blockOf(FIELD));
    /** The line. */
    public static final Shape SHAPE = Shape.of(new Slot<>(0, "module", Values.verbatim()))
            .ignoringMoreAndBlock()
            .block(Setting.line("wrap", () -> LogEncoders.SHAPE), FIELDS)
            .blockOf(FIELD)
            .rule(FilterEncoder::oneFilterEach);

    private FilterEncoder() {}

    private static Optional<String> patternProblem(String pattern) {
        if (pattern.isEmpty()) {
            return Optional.of("regexp pattern cannot be empty");
        }
        return pattern.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATTERN
                ? Optional.of("regexp pattern too long (maximum " + LONGEST_PATTERN + " bytes)")
                : Optional.empty();
    }

    private static void operations(Directive line, Report report) {
        int count = REGEXP.allIn(line).size();
        if (count > MOST_PATTERNS) {
            report.error(line, "too many regexp operations (maximum " + MOST_PATTERNS + " allowed)");
        } else if (count == 0 && !Lines.mayCome(line)) {
            report.error(line, "multi_regexp filter requires at least one regexp operation");
        }
    }

    /** A field has one filter, or several regular expressions, which Caddy makes one of. */
    private static void oneFilterEach(Directive line, Report report) {
        Set<String> filtered = new HashSet<>();
        Map<String, List<Directive>> patterns = new HashMap<>();
        for (Directive field : fields(line)) {
            String filter = FILTER.in(field).flatMap(Argument::token).orElse("");
            if (filter.equals("regexp")) {
                patterns.computeIfAbsent(field.name(), name -> new ArrayList<>())
                        .add(field);
            } else if (patterns.containsKey(field.name())) {
                report.error(field, "cannot mix regexp filters with other filter types for field " + field.name());
            } else if (!filtered.add(field.name())) {
                report.error(
                        field,
                        "field " + field.name()
                                + " already has a filter; multiple non-regexp filters per field are not supported");
            }
        }
        patterns.values().stream().filter(all -> all.size() > 1).forEach(all -> merged(all, report));
    }

    private static void merged(List<Directive> lines, Report report) {
        for (int i = 0; i < lines.size(); i++) {
            Directive line = lines.get(i);
            if (i == MOST_PATTERNS) {
                report.error(line, "cannot add operation: maximum " + MOST_PATTERNS + " operations allowed");
            }
            Optional<Argument> pattern = PATTERN.in(line);
            Optional<String> token = pattern.isEmpty() ? Optional.of("") : pattern.flatMap(Argument::token);
            token.flatMap(FilterEncoder::patternProblem).ifPresent(reason -> report.error(line, reason));
        }
    }

    private static List<Directive> fields(Directive line) {
        List<Directive> fields = new ArrayList<>();
        if (line.arguments().size() > 1) {
            return fields; // Caddy does not read the block.
        }
        for (Line entry : line.block().orElse(List.of())) {
            if (entry instanceof Directive field && field.name().equals(FIELDS.name())) {
                field.block().orElse(List.of()).stream()
                        .filter(Directive.class::isInstance)
                        .map(Directive.class::cast)
                        .forEach(fields::add);
            } else if (entry instanceof Directive field && !field.name().equals("wrap")) {
                fields.add(field);
            }
        }
        return fields;
    }
}
