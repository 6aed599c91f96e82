package run.leger.caddy.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.Argument;

/**
 * What a line looks like: its arguments, and its block. Immutable; each method returns a new one.
 *
 * <p>Without a method that says so a line has no more arguments than slots, and no block.
 */
public final class Shape {
    private final List<Slot<?>> slots;
    private final int least;
    private final boolean repeats;
    private final More more;
    private final Body body;
    private final boolean needsBlock;
    private final Map<String, Setting<?>> settings;
    private final @Nullable Shape others;
    private final String prefix;
    private final String modules;
    private final List<Rule> rules;
    private final @Nullable Choice choice;

    /** What stands in a block. */
    enum Body {
        /** There is none. */
        NONE,
        /** Nothing, but its braces may stand there. */
        EMPTY,
        /** Lines of the settings. */
        SETTINGS,
        /** Directives, with matchers. */
        DIRECTIVES,
        /** Nothing that anybody reads: Caddy passes over it. */
        IGNORED,
        /** What is not known. */
        RAW
    }

    /** What becomes of arguments beyond the slots. */
    private enum More {
        REFUSED,
        IGNORED,
        IGNORED_WITH_BLOCK
    }

    /** A shape that is being made of another one. */
    private static final class Draft {
        private List<Slot<?>> slots = List.of();
        private int least;
        private boolean repeats;
        private More more = More.REFUSED;
        private Body body = Body.NONE;
        private boolean needsBlock;
        private Map<String, Setting<?>> settings = Map.of();
        private @Nullable Shape others;
        private String prefix = "";
        private String modules = "";
        private List<Rule> rules = List.of();
        private @Nullable Choice choice;

        Draft() {}

        Draft(Shape shape) {
            slots = shape.slots;
            least = shape.least;
            repeats = shape.repeats;
            more = shape.more;
            body = shape.body;
            needsBlock = shape.needsBlock;
            settings = shape.settings;
            others = shape.others;
            prefix = shape.prefix;
            modules = shape.modules;
            rules = shape.rules;
            choice = shape.choice;
        }
    }

    private Shape(Draft draft) {
        slots = List.copyOf(draft.slots);
        least = draft.least;
        repeats = draft.repeats;
        more = draft.more;
        body = draft.body;
        needsBlock = draft.needsBlock;
        settings = draft.settings;
        others = draft.others;
        prefix = draft.prefix;
        modules = draft.modules;
        rules = List.copyOf(draft.rules);
        choice = draft.choice;
    }

    /**
     * Returns the shape of a line with these arguments, all of which it must have.
     *
     * @param required the arguments in their order
     * @return the shape
     */
    public static Shape of(Slot<?>... required) {
        Draft draft = new Draft();
        draft.slots = List.of(required);
        draft.least = required.length;
        return new Shape(draft);
    }

    /**
     * Returns the shape of what is not known: any arguments, any block.
     *
     * @return the shape
     */
    public static Shape raw() {
        Draft draft = new Draft();
        draft.slots = List.of(new Slot<>(0, "argument", Values.text()));
        draft.repeats = true;
        draft.body = Body.RAW;
        return new Shape(draft);
    }

    /**
     * Returns the shape of a line that has one of several, by its arguments.
     *
     * @param choice which
     * @return the shape
     */
    public static Shape choose(Choice choice) {
        Draft draft = new Draft();
        draft.choice = choice;
        return new Shape(draft);
    }

    /**
     * Adds arguments that may be left out.
     *
     * @param optional the arguments in their order
     * @return a new shape
     */
    public Shape optional(Slot<?>... optional) {
        List<Slot<?>> all = new ArrayList<>(slots);
        all.addAll(Arrays.asList(optional));
        Draft draft = new Draft(this);
        draft.slots = all;
        return new Shape(draft);
    }

    /**
     * Adds a last argument that may be repeated.
     *
     * @param slot the argument
     * @param atLeast how often it must stand there, such as 0 or 1
     * @return a new shape
     */
    public Shape rest(Slot<?> slot, int atLeast) {
        List<Slot<?>> all = new ArrayList<>(slots);
        all.add(slot);
        Draft draft = new Draft(this);
        draft.slots = all;
        draft.least = least + atLeast;
        draft.repeats = true;
        return new Shape(draft);
    }

    /**
     * Lets more arguments follow, which Caddy passes over without a word. They are a warning.
     *
     * @return a new shape
     */
    public Shape ignoringMore() {
        Draft draft = new Draft(this);
        draft.more = More.IGNORED;
        return new Shape(draft);
    }

    /**
     * Lets more arguments follow, for which Caddy passes over them and over the block without a word. They are a warning.
     *
     * @return a new shape
     */
    public Shape ignoringMoreAndBlock() {
        Draft draft = new Draft(this);
        draft.more = More.IGNORED_WITH_BLOCK;
        return new Shape(draft);
    }

    /**
     * Lets a block follow that Caddy passes over without a word. It is a warning.
     *
     * @return a new shape
     */
    public Shape ignoringBlock() {
        Draft draft = new Draft(this);
        draft.body = Body.IGNORED;
        return new Shape(draft);
    }

    /**
     * Lets a block follow, with these lines; called again, it adds to them.
     *
     * @param lines which lines there can be
     * @return a new shape
     */
    public Shape block(Setting<?>... lines) {
        Map<String, Setting<?>> all = new LinkedHashMap<>(settings);
        for (Setting<?> setting : lines) {
            all.put(setting.name(), setting);
        }
        Draft draft = new Draft(this);
        draft.body = Body.SETTINGS;
        draft.settings = all;
        return new Shape(draft);
    }

    /**
     * Lets a block follow whose lines have any first word but those of the settings.
     *
     * @param line what stands after the word
     * @return a new shape
     */
    public Shape blockOf(Shape line) {
        return blockOf("", line);
    }

    /**
     * Lets a block follow whose lines have a first word of one beginning, beside those of the settings.
     *
     * @param beginning how the word begins, such as {@code @}
     * @param line what stands after the word
     * @return a new shape
     */
    public Shape blockOf(String beginning, Shape line) {
        Draft draft = new Draft(this);
        draft.body = Body.SETTINGS;
        draft.others = line;
        draft.prefix = beginning;
        return new Shape(draft);
    }

    /**
     * Lets a block follow that may also hold lines of plugins' modules, by the names of the modules.
     *
     * @param namespace where the modules are, such as {@code http.encoders}
     * @return a new shape
     */
    public Shape blockOfModules(String namespace) {
        Draft draft = new Draft(this);
        draft.body = Body.SETTINGS;
        draft.modules = namespace;
        return new Shape(draft);
    }

    /**
     * Returns the shape of such a line in which a word stands before the arguments, as that of a matcher behind its name.
     *
     * @param word the word, in the first place
     * @return a new shape, whose rules look at the line without the word
     */
    public Shape behind(Slot<?> word) {
        List<Slot<?>> shifted = new ArrayList<>();
        shifted.add(word);
        slots.forEach(slot -> shifted.add(slot.behind()));
        List<Rule> inner = new ArrayList<>();
        rules.forEach(
                rule -> inner.add((line, report) -> rule.check(line.inner().orElse(line), report)));
        Draft draft = new Draft(this);
        draft.slots = shifted;
        draft.least = least + 1;
        draft.rules = inner;
        draft.choice = choice == null ? null : choice.behind(word);
        return new Shape(draft);
    }

    /**
     * Lets a block follow in which nothing stands.
     *
     * @return a new shape
     */
    public Shape emptyBlock() {
        Draft draft = new Draft(this);
        draft.body = Body.EMPTY;
        return new Shape(draft);
    }

    /**
     * Lets a block of directives follow.
     *
     * @return a new shape
     */
    public Shape directives() {
        Draft draft = new Draft(this);
        draft.body = Body.DIRECTIVES;
        return new Shape(draft);
    }

    /**
     * Says that the block must be there.
     *
     * @return a new shape
     */
    public Shape blockNeeded() {
        Draft draft = new Draft(this);
        draft.needsBlock = true;
        return new Shape(draft);
    }

    /**
     * Adds a rule.
     *
     * @param rule looks at lines of this shape
     * @return a new shape
     */
    public Shape rule(Rule rule) {
        List<Rule> all = new ArrayList<>(rules);
        all.add(rule);
        Draft draft = new Draft(this);
        draft.rules = all;
        return new Shape(draft);
    }

    /**
     * Returns the arguments.
     *
     * @return the slots in their order; the last one may repeat
     */
    public List<Slot<?>> slots() {
        return slots;
    }

    /**
     * Returns how many arguments there must be.
     *
     * @return the least number
     */
    public int least() {
        return least;
    }

    /**
     * Returns how many arguments there can be.
     *
     * @return the greatest number
     */
    public int most() {
        return repeats || more != More.REFUSED ? Integer.MAX_VALUE : slots.size();
    }

    /**
     * Returns the lines that the block can have.
     *
     * @return the settings, unmodifiable
     */
    public List<Setting<?>> settings() {
        return List.copyOf(settings.values());
    }

    /**
     * Returns what other lines of the block look like.
     *
     * @return the shape, empty where the block has none but the settings
     */
    public Optional<Shape> others() {
        return Optional.ofNullable(others);
    }

    /**
     * Returns the shapes that a line can have by its arguments.
     *
     * @return the choice, empty for a shape of its own
     */
    public Optional<Choice> choice() {
        return Optional.ofNullable(choice);
    }

    /**
     * Returns what stands at a place among the arguments.
     *
     * @param index the place
     * @return the slot, empty where there is none
     */
    public Optional<Slot<?>> slot(int index) {
        if (index < slots.size()) {
            return Optional.of(slots.get(index));
        }
        return repeats ? Optional.of(slots.get(slots.size() - 1)) : Optional.empty();
    }

    Optional<Setting<?>> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    String modules() {
        return modules;
    }

    String prefix() {
        return prefix;
    }

    Body body() {
        return body;
    }

    boolean needsBlock() {
        return needsBlock;
    }

    boolean ignoresMore() {
        return more != More.REFUSED;
    }

    boolean ignoresBlockAfterMore() {
        return more == More.IGNORED_WITH_BLOCK;
    }

    List<Rule> rules() {
        return rules;
    }

    Argument[] literals(String name, String... texts) {
        if (choice != null) {
            List<String> words = List.of(texts);
            return choice.pick(words)
                    .orElseThrow(() -> new IllegalArgumentException(name + " has no such form"))
                    .literals(name, texts);
        }
        if (texts.length < least || texts.length > most()) {
            throw new IllegalArgumentException(
                    name + " has " + (texts.length < least ? "at least " + least : "at most " + most()) + " arguments");
        }
        Argument[] literals = new Argument[texts.length];
        for (int i = 0; i < texts.length; i++) {
            literals[i] = slot(i).orElseThrow(() -> new IllegalArgumentException(name + " has fewer arguments"))
                    .literal(name, texts[i]);
        }
        return literals;
    }
}
