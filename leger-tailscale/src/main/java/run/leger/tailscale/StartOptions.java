package run.leger.tailscale;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import run.leger.core.Json;
import run.leger.core.SecretBytes;
import run.leger.core.internal.JsonOut;

/**
 * How the daemon shall start its work. Immutable; each method returns new options.
 *
 * <pre>{@code
 * ts.login().start(StartOptions.none().controlUrl(URI.create("https://headscale.example.com")).authKey(key));
 * }</pre>
 *
 * <p>Mirrors {@code ipn.Options}.
 */
public final class StartOptions {
    private static final StartOptions NONE = new StartOptions(Optional.empty(), Optional.empty(), PrefsEdit.none());

    private final Optional<SecretBytes> authKey;
    private final Optional<URI> controlUrl;
    private final PrefsEdit prefs;

    private StartOptions(Optional<SecretBytes> authKey, Optional<URI> controlUrl, PrefsEdit prefs) {
        this.authKey = authKey;
        this.controlUrl = controlUrl;
        this.prefs = prefs;
    }

    /**
     * Returns options that start the daemon with the settings it has.
     *
     * @return the empty options
     */
    public static StartOptions none() {
        return NONE;
    }

    /**
     * Logs in with a key, without a browser.
     *
     * @param key {@code tskey-auth-...}; stays the caller's, and must not be closed before the daemon is started
     * @return new options
     */
    public StartOptions authKey(SecretBytes key) {
        return new StartOptions(Optional.of(key), controlUrl, prefs);
    }

    /**
     * Chooses the control server. This is the only way to change it.
     *
     * @param url its address
     * @return new options
     * @throws IllegalArgumentException if it is not http or https with a host
     */
    public StartOptions controlUrl(URI url) {
        String scheme = url.getScheme();
        if (url.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("a control server's address is http or https with a host: " + url);
        }
        return new StartOptions(authKey, Optional.of(url), prefs);
    }

    /**
     * Changes settings before the daemon starts; all others stay as they are.
     *
     * @param edit what to change; the device is connected unless this says otherwise
     * @return new options
     */
    public StartOptions prefs(PrefsEdit edit) {
        return new StartOptions(authKey, controlUrl, Objects.requireNonNull(edit, "edit"));
    }

    boolean hasKey() {
        return authKey.isPresent();
    }

    /** Returns what is sent. The daemon replaces all of its settings, so all are written. The caller wipes it. */
    byte[] toJson(Json settingsBefore) {
        // A device that was logged out stays so as long as its settings say it.
        PrefsEdit edit = (prefs.isNamed("WantRunning") ? prefs : prefs.wantRunning(true)).loggedOut(false);
        if (controlUrl.isPresent()) {
            edit = edit.controlUrl(controlUrl.get().toString());
        }
        byte[] settings = edit.over(settingsBefore);
        Json updated = Json.slice(settings, 0, settings.length);
        return JsonOut.object(out -> {
            out.field("UpdatePrefs", updated);
            authKey.ifPresent(key -> key.use(utf8 -> out.utf8("AuthKey", utf8)));
        });
    }
}
