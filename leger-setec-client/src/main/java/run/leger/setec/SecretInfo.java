package run.leger.setec;

import java.util.List;
import java.util.Objects;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.JsonIn;

/**
 * What there is of a secret, without its values. Mirrors {@code api.SecretInfo}; the server keeps no times, authors or labels.
 *
 * @param name its name, as the server holds it
 * @param versions its versions as the server lists them, ascending; deleted ones are missing. A 0 here is the mark of a wrapped counter:
 *     that value exists but cannot be fetched
 * @param activeVersion the version that {@code get} serves
 * @param raw the object as it was received
 */
public record SecretInfo(SecretName name, List<SecretVersion> versions, SecretVersion activeVersion, Json raw) {
    /** Copies the list. */
    public SecretInfo {
        Objects.requireNonNull(name, "name");
        versions = List.copyOf(versions);
        Objects.requireNonNull(activeVersion, "activeVersion");
        Objects.requireNonNull(raw, "raw");
    }

    /**
     * Returns the information from its wire form, which is how a test makes one.
     *
     * @param json an object with {@code Name}, {@code Versions} and {@code ActiveVersion}
     * @return the information
     * @throws MalformedReplyException if it is not that
     */
    public static SecretInfo parse(String json) {
        return JsonIn.read(Json.parse(json).utf8(), "parse", in -> Wire.info(in, "parse"));
    }
}
