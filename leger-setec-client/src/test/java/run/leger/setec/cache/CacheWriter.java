package run.leger.setec.cache;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import run.leger.core.SecretBytes;

/** A program of its own that writes its caches for ever and prints a byte after each round, to be killed. */
final class CacheWriter {
    private CacheWriter() {}

    static final String PLANTED = "planted-value-";

    static SecretBytes document(int i) {
        String text = "{\"" + PLANTED.repeat(2_000) + i % 2 + "\":1}";
        return SecretBytes.take(text.getBytes(StandardCharsets.UTF_8));
    }

    static SealedFile sealed(Path folder) {
        return SealedFile.at(
                        folder.resolve("sealed"),
                        SealingKey.file(folder.resolve("key")),
                        SealedFor.purpose("a test of being killed"))
                .counter(folder.resolve("counter"));
    }

    static GoFile plain(Path folder) {
        return GoFile.at(folder.resolve("plain"));
    }

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        SealedFile sealed = sealed(folder);
        GoFile plain = plain(folder);
        for (int i = 0; ; i++) {
            try (SecretBytes document = document(i)) {
                sealed.write(document);
                plain.write(document);
            }
            System.out.write('.');
            System.out.flush();
        }
    }
}
