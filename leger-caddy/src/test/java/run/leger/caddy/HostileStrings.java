package run.leger.caddy;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Strings that mean something to one of the layers that read a Caddyfile, and mixtures of them. */
@SuppressWarnings("exports")
public final class HostileStrings {
    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "{}",
            "{ ",
            " }",
            "{$HOME}",
            "{$X",
            "{$",
            "{$:",
            "$",
            "{$X:default}",
            "{env.HOME}",
            "{file./etc/passwd}",
            "{host}",
            "{path.0}",
            "{header.X}",
            "{http.request.host}",
            "{args[0]}",
            "{block}",
            "\\{host\\}",
            "\\",
            "\\\\",
            "\\\\\\",
            "\"",
            "\\\"",
            "\"\"",
            "`",
            "``",
            "'",
            "#",
            " #",
            "# x",
            "<",
            "<<",
            "<<EOT",
            "EOT",
            "EOTT",
            "\nEOT\n",
            "<<EOF\nx\nEOF",
            "\n",
            "\r",
            "\r\n",
            "\t",
            " ",
            "  ",
            "\n\n\n",
            "\u00a0",
            "\u3000",
            "\u2028",
            "\u0085",
            "\u000b",
            "\f",
            "\ufeff",
            "import",
            "import /etc/passwd",
            "(snip)",
            "&(x)",
            "@m",
            "*",
            "/x",
            "/",
            "~",
            "!",
            ",",
            "a.com,",
            "a.com, b.com",
            "x\n}\nevil.com {\n\trespond pwned\n}\n",
            "; respond pwned",
            "respond",
            "404",
            "true",
            "permanent",
            "-X",
            "+X",
            "?X",
            ">X",
            ":",
            "a",
            "b",
            "z",
            "0",
            ".",
            "=",
            "é",
            "中",
            "\ud83d\ude00",
            "\u0001",
            "\u007f",
            "b.com{",
            "y}",
            "{x}",
            "a#b",
            "a < x",
            "\\\n",
            "\\ \n");

    private HostileStrings() {}

    /** Pieces with a meaning of their own. */
    public static Arbitrary<String> fragments() {
        return Arbitraries.of(FRAGMENTS);
    }

    /** Arbitrary values of an argument, biased to what is hostile. */
    public static Arbitrary<String> values() {
        Arbitrary<String> mixed = fragments().list().ofMinSize(0).ofMaxSize(7).map(parts -> String.join("", parts));
        Arbitrary<String> dense =
                Arbitraries.strings().withChars("\\\"`{}$#<\n\r\t aEOT@/*").ofMaxLength(12);
        Arbitrary<String> any = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(20);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, mixed), net.jqwik.api.Tuple.of(4, dense), net.jqwik.api.Tuple.of(1, any));
    }

    /** Returns such a value, for those who make very many. */
    public static String value(Random random) {
        StringBuilder value = new StringBuilder();
        if (random.nextInt(3) > 0) {
            for (int parts = random.nextInt(6); parts >= 0; parts--) {
                value.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            }
        } else {
            String dense = "\\\"`{}$#<\n\r\t aEOT@/*";
            for (int chars = random.nextInt(12); chars > 0; chars--) {
                value.append(dense.charAt(random.nextInt(dense.length())));
            }
        }
        return value.toString();
    }

    /** Whole texts for the formatter: words, white space, braces and quotes without any structure. */
    public static Arbitrary<String> caddyfiles() {
        Arbitrary<String> glue = Arbitraries.of(
                " ",
                "\n",
                "\t",
                "",
                " {\n",
                "\n}\n",
                "\n\n",
                " # c\n",
                "{",
                "}",
                "import x\n",
                "\r\n",
                "a.com {\n",
                "respond \"x\"\n",
                "`q`",
                "\\\n",
                "\n\n\n\n",
                "\"q\"",
                "<<A\nb\n\tA\n",
                "<<A\r\nb\r\nA\r\n",
                "x",
                "import",
                "\n{\n",
                " {\n\tdebug\n}\n");
        return Arbitraries.oneOf(glue, fragments())
                .list()
                .ofMinSize(0)
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
