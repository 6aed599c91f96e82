package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.AtomicFile;
import run.leger.core.NotFoundException;
import run.leger.tailscale.files.FileDownload;
import run.leger.tailscale.files.FileUpload;
import run.leger.tailscale.files.WaitingFile;

/** What can be said of files between two connected devices of one user. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
public abstract class TaildropSuite {
    private static final int LARGE = 20 << 20;

    /** The folder of one test. */
    @TempDir
    Path files;

    /** For the suites of one pair of devices each. */
    protected TaildropSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    /**
     * Returns the other device.
     *
     * @return its id
     */
    protected abstract StableNodeId other();

    /**
     * Takes what the other device was sent.
     *
     * @param name under which name
     * @return its bytes
     */
    protected abstract byte[] taken(String name);

    /**
     * Sends a file from the other device to the one under test.
     *
     * @param name its name
     * @param content its bytes
     */
    protected abstract void incoming(String name, byte[] content);

    private Taildrop taildrop() {
        return client().taildrop();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void the_other_device_is_a_target() {
        assertThat(taildrop().fileTargets()).anySatisfy(target -> {
            assertThat(target.node()).isNotNull();
            assertThat(target.node().stableId()).isEqualTo(other());
            assertThat(target.peerApiUrl()).startsWith("http://");
        });
    }

    @Test
    void a_large_file_arrives_whole_and_tells_how_far_it_is() throws Exception {
        byte[] content = random(LARGE);
        Path file = Files.write(files.resolve("large.bin"), content);
        List<Long> progress = new ArrayList<>();
        taildrop().pushFile(other(), FileUpload.of(file).onProgress((bytes, total) -> {
            assertThat(total).isEqualTo(LARGE);
            progress.add(bytes);
        }));
        assertThat(taken("large.bin")).isEqualTo(content);
        assertThat(progress).isSorted().hasSizeGreaterThan(100).startsWith(0L).endsWith((long) LARGE);
    }

    @Test
    void no_name_that_a_device_takes_is_lost_on_the_way() {
        for (String name : List.of(
                "a b.txt",
                "100%.txt",
                "%2F..%00",
                "a?b#c&d=e;f+g.txt",
                "\u00e4\u65e5\ud83d\ude00",
                "...",
                "it's",
                "{x}[y]~`^")) {
            byte[] content = name.getBytes(StandardCharsets.UTF_8);
            taildrop().pushFile(other(), FileUpload.of(name, content));
            assertThat(taken(name)).as(name).isEqualTo(content);
        }
    }

    @Test
    void a_stream_needs_no_length_and_a_file_no_bytes() {
        byte[] content = random(300_000);
        taildrop().pushFile(other(), FileUpload.of("stream", new ByteArrayInputStream(content), -1));
        assertThat(taken("stream")).isEqualTo(content);
        taildrop().pushFile(other(), FileUpload.of("empty", new byte[0]));
        assertThat(taken("empty")).isEmpty();
    }

    @Test
    void several_files_go_in_one_call() {
        byte[] one = random(100_000);
        byte[] two = "--leger-\r\n--".getBytes(StandardCharsets.UTF_8);
        byte[] three = random(70_000);
        taildrop()
                .pushFiles(
                        other(),
                        List.of(
                                FileUpload.of("one 1%.bin", one),
                                FileUpload.of("zw\u00f6lf; x.txt", two),
                                FileUpload.of("three", new ByteArrayInputStream(three), -1),
                                FileUpload.of("none", new byte[0])));
        assertThat(taken("one 1%.bin")).isEqualTo(one);
        assertThat(taken("zw\u00f6lf; x.txt")).isEqualTo(two);
        assertThat(taken("three")).isEqualTo(three);
        assertThat(taken("none")).isEmpty();
        List<FileUpload> known = List.of(FileUpload.of("k1", one), FileUpload.of("k2", two));
        taildrop().pushFiles(other(), known);
        assertThat(taken("k1")).isEqualTo(one);
        assertThat(taken("k2")).isEqualTo(two);
    }

    @Test
    void a_stream_that_does_not_keep_its_word_sends_no_file() {
        byte[] content = random(200_000);
        for (int announced : new int[] {content.length + 1, content.length - 1, 0}) {
            assertThatThrownBy(() -> taildrop()
                            .pushFile(
                                    other(),
                                    FileUpload.of("liar" + announced, new ByteArrayInputStream(content), announced)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasStackTraceContaining("than the " + announced + " bytes");
        }
        taildrop().pushFile(other(), FileUpload.of("honest", content));
        assertThat(taken("honest")).isEqualTo(content);
    }

    @Test
    void an_unknown_device_is_not_found_whatever_its_id() {
        for (String id : List.of("nNobody", "../files", "a/b", "%2e%2e", "a?b", "a b\n")) {
            assertThatThrownBy(() -> taildrop().pushFile(StableNodeId.of(id), FileUpload.of("x", new byte[10])))
                    .as(id)
                    .isInstanceOfSatisfying(
                            NotFoundException.class,
                            e -> assertThat(e.remedy())
                                    .hasValue("send to one of the devices that fileTargets() lists"));
        }
    }

    @Test
    void what_the_other_device_refuses_is_told_in_its_words() {
        // A character that no version of Unicode has yet: only the receiver can tell whether it knows it.
        FileUpload odd = FileUpload.of("a\u0378", new byte[10]);
        assertThatThrownBy(() -> taildrop().pushFile(other(), odd))
                .isInstanceOfSatisfying(FileNotTakenException.class, e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.serverMessage()).isEqualTo("invalid filename");
                });
        assertThatThrownBy(() -> taildrop().pushFiles(other(), List.of(odd))).isInstanceOf(FileNotTakenException.class);
    }

    @Test
    void a_file_is_awaited_fetched_saved_and_deleted() throws Exception {
        assertThat(taildrop().awaitWaitingFiles(Duration.ofMillis(10))).isEmpty();
        byte[] content = random(LARGE);
        Thread sender = new Thread(() -> incoming("in 1%.bin", content));
        sender.start();
        List<WaitingFile> waiting = taildrop().awaitWaitingFiles(Duration.ofSeconds(60));
        sender.join();
        assertThat(waiting).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("in 1%.bin");
            assertThat(file.size()).isEqualTo(LARGE);
        });
        Path saved = files.resolve("saved");
        List<Long> progress = new ArrayList<>();
        try (FileDownload file = taildrop().waitingFile("in 1%.bin")) {
            assertThat(file.length()).isEqualTo(LARGE);
            file.onProgress((bytes, total) -> progress.add(bytes)).saveTo(AtomicFile.readable(saved));
        }
        assertThat(Files.readAllBytes(saved)).isEqualTo(content);
        assertThat(progress).isSorted().endsWith((long) LARGE);
        try (Stream<Path> all = Files.list(files)) {
            assertThat(all).containsExactly(saved);
        }
        try (FileDownload early = taildrop().waitingFile("in 1%.bin")) {
            assertThat(early.content().readNBytes(10)).hasSize(10);
        }
        taildrop().deleteWaitingFile("in 1%.bin");
        assertThat(taildrop().waitingFiles()).isEmpty();
        taildrop().deleteWaitingFile("in 1%.bin");
    }

    @Test
    void a_file_that_does_not_wait_is_not_found_whatever_its_name() {
        for (String name : List.of("nothing", "..", ".", "../../etc/passwd", "a/b", "a?b", "%2e", "\n", "\u00e4")) {
            assertThatThrownBy(() -> taildrop().waitingFile(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            NotFoundException.class,
                            e -> assertThat(e.remedy()).hasValue("take a name that waitingFiles() lists"));
        }
    }
}
