package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leger caddy fmt} and {@code parse}, on files and standard input. */
class CaddyFilesTest {
    private static final String UGLY = "a.com {\n  respond   hi\n\n\n\n  # note\n  b\n  `c`\n}\n";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("Caddyfile"), UGLY);
    }

    @Test
    void a_file_is_written_where_that_is_asked_for_and_keeps_its_rights() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r----x"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        Cli.Result result = new Cli().run("caddy", "fmt", "--overwrite", "--mended", link.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(file).hasContent("a.com {\n\trespond hi\n\n\t# note\n\tb\n\t`c`\n}\n");
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r----x");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_difference_is_shown_and_is_no_success() throws IOException {
        Cli.Result result = new Cli().run("caddy", "fmt", "--diff", "--mended", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("""
                --- %1$s
                +++ %1$s	formatted
                @@ -1,9 +1,7 @@
                 a.com {
                -  respond   hi
                +\trespond hi
                \040
                -
                -
                -  # note
                -  b
                -  `c`
                +\t# note
                +\tb
                +\t`c`
                 }
                """.formatted(file));
        assertThat(result.err()).isEqualTo(file + ":2:1: not formatted\n");
        assertThat(file).hasContent(UGLY);
        Cli.Result json = new Cli().run("caddy", "fmt", "--diff", "--mended", "--json", file.toString());
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.text("diff")).isEqualTo(result.out());

        new Cli().run("caddy", "fmt", "--overwrite", file.toString());
        assertThat(new Cli().run("caddy", "fmt", "--diff", file.toString()).code())
                .isZero();
    }

    @Test
    void a_dry_run_of_overwriting_says_what_would_be_written_and_leaves_the_file() throws IOException {
        for (String verb : new String[] {"fmt", "normalize"}) {
            Files.writeString(file, "http://a.example {\n  respond   hi\n}\n");
            String[] overwrite = {"caddy", verb, "--overwrite", file.toString(), "--dry-run"};

            assertThat(new Cli().run(overwrite).out()).isEqualTo("would write " + file + "\n");
            Cli.Result json = new Cli().run("caddy", verb, "--overwrite", file.toString(), "--dry-run", "--json");
            assertThat(json.text("changed")).isEqualTo("true");
            assertThat(json.text("applied")).isEqualTo("false");
            assertThat(file).hasContent("http://a.example {\n  respond   hi\n}\n");

            assertThat(new Cli()
                            .run("caddy", verb, "--overwrite", file.toString(), "--json")
                            .text("applied"))
                    .isEqualTo("true");
            assertThat(new Cli().run(overwrite).out()).isEqualTo("(unchanged)\n");
        }
    }

    @Test
    void the_layout_is_caddys_unless_the_mended_one_is_asked_for() {
        byte[] input = "a {\n\tb\n\t`c`\n}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(new Cli().input(input).run("caddy", "fmt", "-").out()).isEqualTo("a {\n\tb `c\n\t`\n}\n");
        assertThat(new Cli().input(input).run("caddy", "fmt", "--mended", "-").bytes())
                .isEqualTo(input);
        assertThat(new Cli().input(input).run("caddy", "fmt", "--json", "-").text("changed"))
                .isEqualTo("true");
    }

    @Test
    void a_difference_is_one_that_patch_takes_also_where_the_last_line_has_no_end() throws IOException {
        Files.write(file, "a.com {\n\trespond \u00ff\r\n}".getBytes(StandardCharsets.ISO_8859_1));

        Cli.Result result = new Cli().run("caddy", "fmt", "--diff", "--mended", file.toString());

        assertThat(new String(result.bytes(), StandardCharsets.ISO_8859_1)).endsWith("""
                @@ -1,3 +1,3 @@
                 a.com {
                -\trespond \u00ff\r
                -}
                \\ No newline at end of file
                +\trespond \u00ff
                +}
                """);
        assertThat(new Cli()
                        .with("LEGER_TERMINAL", "1")
                        .run("caddy", "fmt", "--diff", file.toString())
                        .out())
                .contains("\ufffd\u240d\n");
    }

    @Test
    void bytes_that_are_no_utf8_are_formatted_as_caddy_does_and_kept_where_it_is_mended() throws IOException {
        byte[] latin = "a.com {\n  respond \u00ff\n}\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new Cli().input(latin).run("caddy", "fmt", "-").out()).isEqualTo("a.com {\n\trespond \ufffd\n}\n");
        assertThat(new Cli().input(latin).run("caddy", "fmt", "--mended", "-").bytes())
                .isEqualTo("a.com {\n\trespond \u00ff\n}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(new Cli().input(latin).run("caddy", "check", "-").code()).isZero();
        for (String verb : new String[] {"normalize", "deploy"}) {
            Cli.Result refused = new Cli().input(latin).run("caddy", verb, "-");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("cannot read standard input: it is not UTF-8, in line 2")
                    .contains("fix  save it as UTF-8");
        }
    }

    @Test
    void what_contradicts_itself_is_a_usage_error() {
        assertThat(new Cli().run("caddy", "fmt", "--overwrite", "-").code()).isEqualTo(64);
        assertThat(new Cli()
                        .run("caddy", "fmt", "--overwrite", "--diff", file.toString())
                        .code())
                .isEqualTo(64);
        assertThat(new Cli().run("caddy", "parse").code()).isEqualTo(64);
    }

    @Test
    void a_tree_is_json() {
        String text = "{\n\tdebug\n}\na.com, b.com {\n\trespond \"{$X:y}\" { # z\n\t\tclose\n\t}\n}\nimport x\n";
        Cli.Result result =
                new Cli().input(text.getBytes(StandardCharsets.UTF_8)).run("caddy", "parse", "-");

        assertThat(result.code()).isZero();
        assertThat(result.text("file")).isEqualTo("stdin");
        assertThat(result.text("elements", "0", "type")).isEqualTo("global_options");
        assertThat(result.text("elements", "1", "head", "1", "text")).isEqualTo("b.com");
        String[] respond = {"elements", "1", "elements", "0", "parts"};
        assertThat(result.text(respond[0], respond[1], respond[2], respond[3], respond[4], "1", "quote"))
                .isEqualTo("double");
        assertThat(result.text("elements", "1", "elements", "0", "parts", "1", "environment", "0", "default"))
                .isEqualTo("y");
        assertThat(result.text("elements", "1", "elements", "0", "parts", "2", "elements", "0", "text"))
                .isEqualTo(" z");
        assertThat(result.text("elements", "2", "type")).isEqualTo("import");
        assertThat(result.text("elements", "2", "line")).isEqualTo("9");
    }

    @Test
    void mistakes_are_lines_that_an_editor_finds() throws IOException {
        Files.writeString(file, "a.com,b.com {\n\trespond hi }\n}\n");

        Cli.Result result = new Cli().run("caddy", "parse", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .anyMatch(line -> line.startsWith(file + ":1:1: Site addresses cannot contain a comma"))
                .anyMatch(line -> line.startsWith(file + ":2:13: Unexpected '}'"));
        assertThat(new Cli().run("caddy", "parse", "--json", file.toString()).text("error", "kind"))
                .isEqualTo("Syntax");
        assertThat(new Cli().run("caddy", "fmt", "--mended", file.toString()).code())
                .isEqualTo(1);
    }

    @Test
    void blocks_that_are_nested_too_deep_to_show_are_refused() throws IOException {
        Files.writeString(file, "a {\n" + "b {\n".repeat(20_000) + "}\n".repeat(20_001));

        Cli.Result result = new Cli().run("caddy", "parse", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("nested too deep");
        assertThat(new Cli().run("caddy", "fmt", "--mended", file.toString()).code())
                .isZero();
    }

    @Test
    void a_file_and_its_imports_are_checked_where_they_stand() throws IOException {
        Path part = Files.writeString(file.resolveSibling("part.caddy"), "respond {\n\tclose x\n}\n");
        Files.writeString(file, """
                (s) {
                \theader X-A {args[0]}
                \treverse_proxy http://a/b
                }
                http://a.example {
                \timport s hi
                \timport part.caddy
                \trespond @m ok
                }
                """);

        Cli.Result result = new Cli().run("caddy", "check", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .anyMatch(line -> line.startsWith(file + ":3:"))
                .anyMatch(line -> line.startsWith(part + ":2:2: ") && line.endsWith("imported at " + file + ":7:2"))
                .anyMatch(line -> line.startsWith(file + ":8:2: unrecognized matcher name: @m"));
        Cli.Result json = new Cli().run("caddy", "check", "--json", file.toString());
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.text("problems", "0", "severity")).isEqualTo("error");
    }

    @Test
    void a_file_that_caddy_takes_is_said_to_be_one() throws IOException {
        Files.writeString(file, "a.example {\n\treverse_proxy localhost:3000 {\n\t\thealth_interval 5s\n\t}\n}\n");
        assertThat(new Cli().run("caddy", "check", file.toString()).code()).isZero();

        Files.writeString(file, "http://a.example {\n\trate_limit x\n}\n");
        assertThat(new Cli().run("caddy", "check", file.toString()).code()).isEqualTo(1);
        assertThat(new Cli()
                        .run("caddy", "check", "--plugins", "rate_limit,x", file.toString())
                        .code())
                .isZero();
    }

    @Test
    void a_file_of_no_bytes_is_none_that_caddy_takes() {
        assertThat(new Cli().input(new byte[0]).run("caddy", "check", "-").out())
                .startsWith("stdin:1:1: ");
        assertThat(new Cli().input(new byte[] {'\n'}).run("caddy", "check", "-").code())
                .isZero();
    }

    @Test
    void with_the_environment_the_file_is_checked_that_comes_of_it() throws IOException {
        Files.writeString(
                file,
                "{$NO_SUCH_NAME:http://a.example, http://b.example} {\n\t{$NO_SUCH_NAME:handle {}\n\t\trespond ok\n\t}\n}\n");
        assertThat(new Cli().run("caddy", "check", file.toString()).code()).isEqualTo(1);
        Cli.Result result = new Cli().run("caddy", "check", "--environment", file.toString());
        assertThat(result.out()).isEqualTo("ok    Caddy takes it\n");

        Files.writeString(file, "http://a.example{$NO_SUCH_NAME:, http://b.example} {\n\trespond ok\n}\n");
        assertThat(new Cli().run("caddy", "check", file.toString()).code()).isZero();
        assertThat(new Cli()
                        .run("caddy", "check", "--environment", file.toString())
                        .code())
                .isZero();

        Files.writeString(file, "http://a.example{$NO_SUCH_NAME:,x} {\n\trespond ok\n}\n");
        assertThat(new Cli()
                        .run("caddy", "check", "--environment", file.toString())
                        .out())
                .contains(":1:1: Site addresses cannot contain a comma");
    }

    @Test
    void what_leads_out_of_the_folder_is_not_read() throws IOException {
        Files.writeString(file, "http://a.example {\n\timport /etc/hostname\n}\n");

        Cli.Result result = new Cli().run("caddy", "check", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).startsWith(file + ":2:");
    }

    @Test
    void what_is_no_caddyfile_has_all_its_mistakes_shown() throws IOException {
        Files.writeString(file, "a.com,b.com {\n\trespond hi }\n}\n");
        Cli.Result result = new Cli().run("caddy", "check", file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .anyMatch(line -> line.startsWith(file + ":1:1: "))
                .anyMatch(line -> line.startsWith(file + ":2:13: "));
    }

    @Test
    void a_normalized_file_keeps_imports_comments_and_spans() throws IOException {
        String text =
                "# top\n(s) {\n\trespond {args[0]}\n}\n{$HOST:a.example}   {\n import s \"x y\" # why\n  respond `b`\n}\n";
        Cli.Result result =
                new Cli().input(text.getBytes(StandardCharsets.UTF_8)).run("caddy", "normalize", "-");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("""
                # top
                (s) {
                \trespond {args[0]}
                }

                {$HOST:a.example} {
                \timport s "x y"
                \t# why
                \trespond `b`
                }
                """);
        byte[] once = result.bytes();
        assertThat(new Cli().input(once).run("caddy", "normalize", "-").bytes()).isEqualTo(once);
        Files.writeString(file, "http://a.example {\n\tredir\n}\n");
        assertThat(new Cli().run("caddy", "normalize", file.toString()).code()).isEqualTo(1);
        assertThat(new Cli().run("caddy", "normalize", "--overwrite", "-").code())
                .isEqualTo(64);
    }
}
