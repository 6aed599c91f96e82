package run.leger.setec;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cache holds of one secret.
 *
 * @param value the active value, or null where only versions are known
 * @param versions the values of explicit versions
 * @param lastAccess seconds since 1970, 0 where unknown
 * @param asOf when the source last said that the value is active, or null where unknown
 */
record CachedSecret(
        @Nullable SecretValue value,
        Map<SecretVersion, SecretValue> versions,
        long lastAccess,
        @Nullable Instant asOf) {
    void wipe() {
        if (value != null) {
            value.close();
        }
        versions.values().forEach(SecretValue::close);
    }
}
