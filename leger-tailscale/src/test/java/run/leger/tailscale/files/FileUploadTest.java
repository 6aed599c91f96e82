package run.leger.tailscale.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.FileFailedException;

class FileUploadTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "a\\b",
                "a:b",
                "a*",
                "\"",
                "<",
                ">",
                "|",
                " a",
                "a ",
                "a\n",
                "\u0000",
                "a\u200db",
                "x.partial",
                "x.deleted",
                "\ud800",
                "a\u2028"
            })
    void no_name_of_a_file(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileUpload.of(name, new byte[0]))
                .withMessageStartingWith("no device takes a file of this name: it ");
    }

    @Test
    void a_name_has_at_most_255_bytes() {
        assertThat(FileUpload.of("x".repeat(255), new byte[0]).name()).hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> FileUpload.of("x".repeat(256), new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> FileUpload.of("\u00e4".repeat(128), new byte[0]));
    }

    @Test
    void what_is_no_file_is_told_before_anything_is_sent() throws IOException {
        assertThatThrownBy(() -> FileUpload.of(folder.resolve("missing"))).isInstanceOf(FileFailedException.class);
        assertThatThrownBy(() -> FileUpload.of(folder)).isInstanceOf(FileFailedException.class);
        Path gone = Files.writeString(folder.resolve("gone"), "x");
        FileUpload upload = FileUpload.of(gone);
        Files.delete(gone);
        assertThatThrownBy(() -> upload.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(FileFailedException.class);
    }

    @Property(tries = 200)
    void every_byte_goes_out_once_in_small_pieces(@ForAll @IntRange(max = 300_000) int size) throws IOException {
        byte[] content = new byte[size];
        new java.util.Random(size).nextBytes(content);
        for (long length : new long[] {size, -1}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int offset, int count) {
                    assertThat(count).isLessThanOrEqualTo(64 << 10);
                    super.write(bytes, offset, count);
                }
            };
            AtomicLong last = new AtomicLong(-1);
            FileUpload.of("x", new ByteArrayInputStream(content), length)
                    .onProgress((bytes, total) -> {
                        assertThat(bytes).isGreaterThan(last.get());
                        assertThat(total).isEqualTo(length);
                        last.set(bytes);
                    })
                    .writeTo(out);
            assertThat(out.toByteArray()).isEqualTo(content);
            assertThat(last.get()).isEqualTo(size);
        }
    }

    @Property(tries = 200)
    void who_announces_another_length_never_sends_as_many_bytes_as_announced(
            @ForAll @IntRange(max = 200_000) int size, @ForAll @IntRange(max = 200_000) int announced) {
        if (size != announced) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> FileUpload.of("x", new ByteArrayInputStream(new byte[size]), announced)
                            .writeTo(out))
                    .isInstanceOf(IOException.class);
            assertThat(out.size()).isLessThan(Math.max(announced, 1));
        }
    }

    @Test
    void a_stream_is_closed_and_a_listener_can_end_the_transfer() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(new byte[10]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        FileUpload upload = FileUpload.of("x", stream, 10).onProgress((bytes, total) -> {
            throw new IllegalStateException("enough");
        });
        assertThat(upload.isRepeatable()).isFalse();
        assertThatThrownBy(() -> upload.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(closed).isTrue();
    }
}
