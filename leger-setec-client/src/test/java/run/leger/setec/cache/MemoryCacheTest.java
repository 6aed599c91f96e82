package run.leger.setec.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import run.leger.core.SecretBytes;

final class MemoryCacheTest extends SecretCacheSuite {
    @Override
    SecretCache cache() {
        return MemoryCache.empty();
    }

    @Test
    void it_can_begin_with_a_document_and_keeps_a_copy() {
        SecretBytes document = bytes("{}");
        SecretCache cache = MemoryCache.holding(document);
        document.close();
        assertThat(text(cache)).isEqualTo("{}");
    }
}
