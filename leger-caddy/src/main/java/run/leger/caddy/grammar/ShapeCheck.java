package run.leger.caddy.grammar;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Comment;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.syntax.Token;

/** Holds lines against their shapes. */
public final class ShapeCheck {
    private final Report report;
    private final BlockOfDirectives directives;

    /** Looks at the blocks that hold directives. */
    @FunctionalInterface
    public interface BlockOfDirectives {
        /**
         * Checks a block.
         *
         * @param owner the line that has it
         */
        void check(Directive owner);
    }

    /**
     * Starts to check.
     *
     * @param report takes what is wrong
     * @param directives looks at blocks that hold directives
     */
    public ShapeCheck(Report report, BlockOfDirectives directives) {
        this.report = report;
        this.directives = directives;
    }

    /**
     * Checks a line.
     *
     * @param line the line
     * @param shape what it should look like
     */
    public void check(Directive line, Shape shape) {
        check(line, shape, false);
    }

    /**
     * Checks a line that may have an empty block, whatever its shape says: within blocks of directives Caddy drops those.
     *
     * @param line the line
     * @param shape what it should look like
     */
    public void checkNested(Directive line, Shape shape) {
        check(line, shape, true);
    }

    private void check(Directive line, Shape shape, boolean nested) {
        Optional<Shape> own = resolve(line, shape);
        if (own.isEmpty()) {
            return;
        }
        Shape form = own.get();
        long before = report.errors();
        arguments(line, form);
        if (form.ignoresBlockAfterMore()
                && line.arguments().size() > form.slots().size()) {
            line.block().ifPresent(lines -> report.warning(line, "Caddy passes over the block of " + line.name()));
            return;
        }
        block(line, form, nested);
        needed(line, form);
        if (report.errors() == before) {
            form.rules().forEach(rule -> rule.check(line, report));
        }
    }

    private Optional<Shape> resolve(Directive line, Shape shape) {
        if (shape.choice().isEmpty()) {
            return Optional.of(shape);
        }
        Choice choice = shape.choice().get();
        List<Argument> arguments = line.arguments();
        if (choice.index() >= arguments.size() && choice.none().isPresent()) {
            return resolve(line, choice.none().get());
        }
        if (choice.index() >= arguments.size()) {
            report.error(line, "wrong argument count or unexpected line ending after '" + last(line) + "'");
            return Optional.empty();
        }
        Argument word = arguments.get(choice.index());
        if (word.token().isEmpty()) {
            return Optional.empty(); // It depends on the environment.
        }
        String name = word.token().get();
        boolean inQuotes = word.source().map(Token::isQuoted).orElse(false);
        if (inQuotes && choice.quoted().isPresent()) {
            return resolve(line, choice.quoted().get());
        }
        Shape found = choice.shapes().get(name);
        if (found != null) {
            return resolve(line, found);
        }
        String id = choice.namespace() + "." + name;
        if (choice.namespace().isEmpty()) {
            report.error(
                    line,
                    word,
                    "'" + name + "' is none of "
                            + String.join(", ", choice.shapes().keySet()));
        } else if (!report.hasPlugin(id)) {
            report.error(line, word, "module not registered: " + id);
        }
        return Optional.empty();
    }

    private void arguments(Directive line, Shape shape) {
        List<Argument> arguments = line.arguments();
        if (arguments.size() < shape.least() || arguments.size() > shape.most()) {
            if (!manyMayCome(arguments)) {
                report.error(line, "wrong argument count or unexpected line ending after '" + last(line) + "'");
            }
            return;
        }
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            Optional<Slot<?>> slot = shape.slot(i);
            if (slot.isEmpty()) {
                report.warning(line, "Caddy passes over '" + argument.token().orElse("") + "' and what follows");
                return;
            }
            slot.get().type().problem(argument).ifPresent(reason -> report.error(line, argument, reason));
        }
    }

    /** An environment span without quotes can be any number of arguments. */
    private static boolean manyMayCome(List<Argument> arguments) {
        return arguments.stream().anyMatch(argument -> argument.token().isEmpty());
    }

    private static String last(Directive line) {
        List<Argument> arguments = line.arguments();
        return arguments.isEmpty()
                ? line.name()
                : arguments.get(arguments.size() - 1).token().orElse("");
    }

    private void block(Directive line, Shape shape, boolean nested) {
        if (line.block().isEmpty()) {
            if (shape.needsBlock()) {
                report.error(line, line.name() + " needs a block");
            }
            return;
        }
        switch (shape.body()) {
            case NONE, EMPTY -> {
                boolean dropped = nested || shape.body() == Shape.Body.EMPTY;
                if (!dropped || !isEmpty(line.block().get())) {
                    report.error(
                            line,
                            "unexpected token '{', expecting argument or line end: " + line.name() + " has no block");
                }
            }
            case IGNORED -> report.warning(line, "Caddy passes over the block of " + line.name());
            case DIRECTIVES -> directives.check(line);
            case SETTINGS -> settings(line, shape);
            case RAW -> {}
        }
    }

    private static boolean isEmpty(List<Line> block) {
        return block.stream().allMatch(Comment.class::isInstance);
    }

    private void needed(Directive owner, Shape shape) {
        List<Line> lines = owner.block().orElse(List.of());
        if (lines.stream().anyMatch(Import.class::isInstance)) {
            return;
        }
        shape.settings().stream()
                .filter(Setting::isNeeded)
                .map(Setting::name)
                .filter(name -> lines.stream()
                        .noneMatch(line ->
                                line instanceof Directive entry && entry.name().equals(name)))
                .forEach(name -> report.error(owner, "the '" + name + "' subdirective is required"));
    }

    private void settings(Directive owner, Shape shape) {
        Set<String> seen = new HashSet<>();
        for (Line line : owner.block().orElse(List.of())) {
            // What an import brings is checked when it is expanded.
            if (line instanceof Directive entry) {
                setting(owner, entry, shape, seen);
            }
        }
    }

    private void setting(Directive owner, Directive entry, Shape shape, Set<String> seen) {
        String name = entry.name();
        Optional<Setting<?>> known = shape.setting(name);
        if (known.isPresent()) {
            if (!seen.add(name) && known.get().isOnce()) {
                report.error(entry, name + " already specified");
            }
            check(entry, known.get().shape());
        } else if (shape.others().isPresent() && name.startsWith(shape.prefix())) {
            check(entry, shape.others().get());
        } else if (!shape.modules().isEmpty()) {
            String id = shape.modules() + "." + name;
            if (!report.hasPlugin(id)) {
                report.error(entry, "module not registered: " + id);
            }
        } else {
            report.error(entry, "unrecognized subdirective '" + name + "' of " + owner.name());
        }
    }
}
