package run.leger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is shown as a difference is one: applied to the old text it gives the new one, to the byte. */
class UnifiedDiffProperties {
    private static final Pattern HEADER = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@\n");
    private static final Path PATCH = Path.of("/usr/bin/patch");

    private static byte[] diff(String before, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        UnifiedDiff.of(before.getBytes(UTF_8), after.getBytes(UTF_8)).forEach(hunk -> all.writeBytes(hunk.bytes()));
        return all.toByteArray();
    }

    /** Lines with their ends, as the format counts them: a text that ends without one has one line of its own kind. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return lines;
    }

    @Property
    void applied_to_the_old_text_it_gives_the_new_one(@ForAll("texts") String before, @ForAll("texts") String after) {
        List<String> old = lines(before);
        List<String> made = new ArrayList<>();
        int at = 0;
        List<String> diff = new ArrayList<>(lines(new String(diff(before, after), UTF_8)));
        while (!diff.isEmpty()) {
            Matcher header = HEADER.matcher(diff.remove(0));
            assertThat(header.matches()).isTrue();
            int olds = Integer.parseInt(header.group(2));
            int news = Integer.parseInt(header.group(4));
            // Where a side has no line the format names the one before.
            int begin = Integer.parseInt(header.group(1)) - (olds == 0 ? 0 : 1);
            made.addAll(old.subList(at, begin));
            at = begin;
            assertThat(Integer.parseInt(header.group(3)) - (news == 0 ? 0 : 1)).isEqualTo(made.size());
            while (olds > 0 || news > 0) {
                String line = diff.remove(0);
                if (!diff.isEmpty() && diff.get(0).startsWith("\\")) {
                    assertThat(diff.remove(0)).isEqualTo("\\ No newline at end of file\n");
                    line = line.substring(0, line.length() - 1);
                }
                if (line.charAt(0) != '+') {
                    assertThat(old.get(at++)).isEqualTo(line.substring(1));
                    olds--;
                }
                if (line.charAt(0) != '-') {
                    made.add(line.substring(1));
                    news--;
                }
            }
        }
        made.addAll(old.subList(at, old.size()));
        assertThat(String.join("", made)).isEqualTo(after);
    }

    @Property(tries = 100)
    void patch_takes_it(@ForAll("texts") String before, @ForAll("texts") String after) throws Exception {
        assumeTrue(Files.isExecutable(PATCH));
        byte[] diff = diff(before, after);
        if (diff.length == 0) {
            return;
        }
        Path file = Files.writeString(Files.createTempFile("before", ".txt"), before);
        Path made = Files.createTempFile("made", ".txt");
        try {
            assertThat(patched(file, made, diff)).isEqualTo(after);
        } finally {
            Files.delete(file);
            Files.deleteIfExists(made);
        }
    }

    /** The options keep the files where they are: of a text that is empty now the file would be taken away. */
    private static String patched(Path file, Path made, byte[] diff) throws IOException, InterruptedException {
        Process patch = new ProcessBuilder(
                        PATCH.toString(),
                        "--batch",
                        "--fuzz=0",
                        "--posix",
                        "--binary",
                        "-o",
                        made.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        patch.getOutputStream().write("--- a\n+++ b\n".getBytes(UTF_8));
        patch.getOutputStream().write(diff);
        patch.getOutputStream().close();
        String said = new String(patch.getInputStream().readAllBytes(), UTF_8);
        assertThat(patch.waitFor()).as("%s%n%s", said, new String(diff, UTF_8)).isZero();
        assertThat(said).doesNotContain("fuzz").doesNotContain("offset");
        return Files.readString(made);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> lines = Arbitraries.of("a", "b", "c", "", "\u00e9\r", "\\ x")
                .list()
                .ofMaxSize(25)
                .map(all -> String.join("\n", all));
        return Arbitraries.oneOf(lines, lines.map(text -> text + "\n"));
    }
}
