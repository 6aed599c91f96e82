package run.leger.setec;

import org.jspecify.annotations.Nullable;

/**
 * One call as messages and errors speak of it.
 *
 * @param path the path of the endpoint
 * @param action the right that it takes, or empty where it takes none that is known
 * @param reads whether it changes nothing, so that a transport may send it again
 */
record Operation(
        String path,
        String action,
        @Nullable SecretName name,
        @Nullable SecretVersion version,
        boolean reads) {
    static Operation list() {
        return new Operation("/api/list", "", null, null, true);
    }

    static Operation read(String verb, SecretName name, @Nullable SecretVersion version) {
        return new Operation("/api/" + verb, verb, name, version, true);
    }

    static Operation write(String verb, String action, SecretName name, @Nullable SecretVersion version) {
        return new Operation("/api/" + verb, action, name, version, false);
    }

    static Operation raw(String path) {
        return new Operation(path, "", null, null, false);
    }

    /** The endpoint, and which secret it was about: the path alone would not tell. */
    String text() {
        StringBuilder text = new StringBuilder("POST ").append(path);
        if (name != null) {
            text.append(" of ").append(name.shown());
        }
        if (version != null && !version.isActive()) {
            text.append(" version ").append(version);
        }
        return text.toString();
    }
}
