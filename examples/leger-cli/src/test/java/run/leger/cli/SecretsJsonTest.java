package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code leger secrets} writes as JSON is what the README says of it. */
class SecretsJsonTest extends SecretsFixture {
    private static final Pattern FIELD = Pattern.compile("\"([a-z_]+)\":");

    private static List<String> table() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("basedir", "../.."), "README.md")).stream()
                .filter(line -> line.startsWith("| `") && line.contains("`secrets "))
                .toList();
    }

    @Test
    void every_field_of_every_verb_is_in_the_readme() throws IOException {
        List<String> table = table();
        store("a", "1", "2", "3");
        store("b/x", "1");
        for (List<String> words : List.of(
                List.of("list"),
                List.of("get", "a"),
                List.of("info", "a"),
                List.of("keyring", "a"),
                List.of("diff", "a", "b"),
                List.of("put", "a", "--dry-run"),
                List.of("put", "a"),
                List.of("create-version", "a", "9", "--dry-run"),
                List.of("create-version", "a", "9"),
                List.of("activate", "a", "1", "--dry-run"),
                List.of("activate", "a", "1"),
                List.of("delete-version", "a", "2", "--dry-run"),
                List.of("delete-version", "a", "2", "--yes"),
                List.of("prune", "a", "--keep=1", "--dry-run"),
                List.of("prune", "a", "--keep=1", "--yes"),
                List.of("copy", "b/", "c/", "--dry-run"),
                List.of("copy", "b/", "c/"),
                List.of("export", "a", "--dry-run"),
                List.of("export", "a", "--to=" + folder.resolve("a.env")),
                List.of("run", "--env=A=a", "--dry-run", "--", "true"),
                List.of("delete", "a", "--dry-run"),
                List.of("delete", "a", "--yes"))) {
            String verb = words.get(0);
            List<String> args = new ArrayList<>(words);
            args.add(1, "--json");
            Cli.Result result = run(new Cli().input(new byte[] {'x'}), args.toArray(String[]::new));
            assertThat(result.text("command")).as(result.toString()).isEqualTo("secrets " + verb);
            List<String> rows = table.stream()
                    .filter(row -> row.contains("`secrets " + verb) || row.contains("`" + verb + "`"))
                    .toList();
            FIELD.matcher(result.out())
                    .results()
                    .map(field -> field.group(1))
                    .filter(field -> !List.of("schema", "command").contains(field))
                    .forEach(field -> assertThat(rows)
                            .as("%s of %s", field, words)
                            .anyMatch(row -> row.matches(".*[`.]" + field + "(\\[\\])?[`.].*")));
        }
    }
}
