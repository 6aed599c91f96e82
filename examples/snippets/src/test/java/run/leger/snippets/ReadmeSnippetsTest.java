package run.leger.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README shows what compiles, and all of it. */
class ReadmeSnippetsTest {
    private static final Path README = Path.of("../../README.md");
    private static final Pattern BLOCK = Pattern.compile("^```java\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("^ *// snippet: (\\w+)\\R(.*?)^ *// end", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern SHOWN =
            Pattern.compile("^ *// shown in (\\S+)\\R(.*?)^ *// end", Pattern.MULTILINE | Pattern.DOTALL);

    private static List<Map.Entry<String, String>> regions(Pattern pattern) throws IOException {
        List<Map.Entry<String, String>> regions = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/run/leger/snippets"))) {
            for (Path file : files.toList()) {
                Matcher region = pattern.matcher(Files.readString(file));
                while (region.find()) {
                    regions.add(Map.entry(
                            region.group(1), region.group(2).stripTrailing().stripIndent()));
                }
            }
        }
        return regions;
    }

    private static Map<String, String> snippets() throws IOException {
        Map<String, String> snippets = new TreeMap<>();
        regions(REGION).forEach(region -> snippets.put(region.getKey(), region.getValue()));
        return snippets;
    }

    private static List<String> blocks(Path readme) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(readme));
        while (block.find()) {
            blocks.add(block.group(1).stripTrailing().stripIndent());
        }
        return blocks;
    }

    @Test
    void there_is_one_snippet_for_each_library_module() throws IOException {
        assertThat(snippets()).containsOnlyKeys("caddy", "device", "resolved", "setec", "tailscale", "testkit");
        assertThat(snippets().values())
                .allSatisfy(text -> assertThat(text.lines().count()).isBetween(4L, 7L));
    }

    @Test
    void every_java_block_of_readme_is_a_snippet_that_compiles() throws IOException {
        Map<String, String> snippets = snippets();
        assertThat(blocks(README))
                .allSatisfy(block -> assertThat(snippets.values()).contains(block));
    }

    @Test
    void readme_shows_every_snippet() throws IOException {
        assertThat(blocks(README)).containsAll(snippets().values());
    }

    @Test
    void what_compiles_is_shown_in_the_readme_of_its_module_too() throws IOException {
        assertThat(regions(SHOWN)).isNotEmpty();
        for (Map.Entry<String, String> region : regions(SHOWN)) {
            assertThat(blocks(README.resolveSibling(region.getKey()))).contains(region.getValue());
        }
    }
}
