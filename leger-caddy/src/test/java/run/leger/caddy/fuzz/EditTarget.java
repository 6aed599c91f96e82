package run.leger.caddy.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.syntax.Element;
import run.leger.caddy.syntax.Import;
import run.leger.caddy.syntax.Statement;
import run.leger.caddy.syntax.SyntaxEditor;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;

/** Changes of a file: its last bytes are a script that says which. */
final class EditTarget {
    /** How many bytes say what to change. */
    static final int SCRIPT = 24;

    private static final String INSERTED = "an-inserted-line";

    private static final List<String> FRAGMENTS =
            HostileStrings.fragments().allValues().orElseThrow().toList();

    private final byte[] script;
    private int next;

    private EditTarget(byte[] script) {
        this.script = script;
    }

    static void edit(byte[] input) {
        int end = Math.max(0, input.length - SCRIPT);
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse("F", Arrays.copyOf(input, end));
        } catch (SyntaxException e) {
            return;
        }
        EditTarget target = new EditTarget(Arrays.copyOfRange(input, end, input.length));
        switch (target.choose(3)) {
            case 0 -> target.oneArgument(tree);
            case 1 -> target.oneElement(tree);
            default -> target.someChanges(tree);
        }
    }

    private int choose(int options) {
        return options == 0 || next >= script.length ? 0 : (script[next++] & 0xff) % options;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = choose(4); left > 0; left--) {
            text.append(FRAGMENTS.get(choose(FRAGMENTS.size())));
        }
        return text.toString();
    }

    /** An argument that is set is the only token that changes, and has that text. */
    private void oneArgument(SyntaxTree tree) {
        List<Statement> statements = statements(tree);
        if (statements.isEmpty()) {
            return;
        }
        Statement statement = statements.get(choose(statements.size()));
        List<Token> arguments = statement.arguments();
        int index = choose(arguments.size() + 1);
        String value = text();
        SyntaxTree changed;
        try {
            changed = tree.edit()
                    .setArgument(statement, index, Argument.verbatim(value))
                    .apply();
        } catch (UnwritableValueException e) {
            return;
        } catch (SyntaxException e) {
            Expect.that(
                    statement instanceof Import && (value.isEmpty() || closes(arguments, index)),
                    "an argument became syntax: " + e);
            return;
        }
        Token before = (Token) statement.parts().get(index);
        int at = tree.tokens().indexOf(before) + 1;
        List<String> expected = texts(tree);
        if (index < arguments.size()) {
            expected.remove(at);
        }
        List<String> found = texts(changed);
        String set = found.remove(at);
        Expect.same(found, expected, "the other tokens");
        // In a snippet each brace has a backslash more.
        Expect.same(
                set.replace("{$:{$}", "{$").replaceAll("\\\\+([{}])", "$1"),
                value.replaceAll("\\\\+([{}])", "$1"),
                "the argument");
    }

    /** At the end of a file, what an import names may be the brace that its block is closed by, as Caddy reads it: nothing else can be put there. */
    private static boolean closes(List<Token> arguments, int index) {
        return index == arguments.size() - 1 && arguments.get(index).text().equals("}");
    }

    private static List<String> texts(SyntaxTree tree) {
        return new ArrayList<>(tree.tokens().stream().map(Token::text).toList());
    }

    private static List<Statement> statements(SyntaxTree tree) {
        List<Statement> statements = new ArrayList<>();
        for (Element element : SyntaxTargets.allElements(tree)) {
            if (element instanceof Statement statement && statement.name().isPresent()) {
                statements.add(statement);
            }
        }
        return statements;
    }

    /** The tokens of an element that is removed go and no others; those of a line that is inserted come and no others. */
    private void oneElement(SyntaxTree tree) {
        List<Element> elements = SyntaxTargets.allElements(tree);
        if (elements.isEmpty()) {
            return;
        }
        Element element = elements.get(choose(elements.size()));
        List<String> expected = new ArrayList<>();
        int option = choose(3);
        for (Token token : tree.tokens()) {
            boolean inside = element.start() <= token.start() && token.end() <= element.end();
            if (!inside || option > 0) {
                expected.add(token.raw());
            }
        }
        SyntaxEditor editor = tree.edit();
        try {
            switch (option) {
                case 0 -> editor.remove(element);
                case 1 -> editor.insertBefore(element, INSERTED);
                default -> editor.insertAfter(element, INSERTED);
            }
        } catch (IllegalArgumentException e) {
            return; // It does not begin its line.
        }
        SyntaxTree changed;
        try {
            changed = editor.apply();
        } catch (SyntaxException e) {
            return;
        }
        List<String> found = SyntaxTargets.raws(changed);
        Expect.same(found.contains(INSERTED), option > 0, "whether the line is there");
        found.remove(INSERTED);
        Expect.same(found, expected, "the other tokens");
    }

    /** Any changes give a whole tree, or an error that the editor names. */
    private void someChanges(SyntaxTree tree) {
        List<Element> elements = SyntaxTargets.allElements(tree);
        if (elements.isEmpty()) {
            return;
        }
        SyntaxEditor editor = tree.edit();
        for (int left = 1 + choose(3); left > 0; left--) {
            try {
                change(editor, elements.get(choose(elements.size())));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                // What the editor names is none of its mistakes: the same place twice, no line of its own, no such
                // argument.
                Expect.that(
                        e.getStackTrace()[0].getClassName().startsWith("run.leger.")
                                || e instanceof IndexOutOfBoundsException,
                        "an error from below: " + e);
            } catch (UnwritableValueException e) {
                Expect.that(!e.remedy().isEmpty(), "a remedy");
            }
        }
        try {
            SyntaxTree changed = editor.apply();
            SyntaxTargets.whole(changed, changed.toBytes());
        } catch (SyntaxException e) {
            SyntaxTargets.refused(e);
        }
    }

    private void change(SyntaxEditor editor, Element element) {
        switch (choose(5)) {
            case 0 -> editor.remove(element);
            case 1 -> editor.replace(element, text());
            case 2 -> editor.insertBefore(element, text());
            case 3 -> editor.insertAfter(element, text());
            default -> {
                if (element instanceof Statement statement && statement.name().isPresent()) {
                    int index = choose(statement.arguments().size() + 1);
                    editor.setArgument(statement, index, choose(2) == 0 ? Argument.text(text()) : Argument.of(text()));
                }
            }
        }
    }
}
