package run.leger.tailscale;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.NotFoundException;
import run.leger.core.TransportRequest;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.profile.Pins;
import run.leger.tailscale.profile.ProfileId;
import run.leger.tailscale.profile.ServiceClientPref;

/**
 * The accounts that this device knows, and what is kept with each. Got from {@link TailscaleClient#profiles}; safe for use by many threads, and
 * cheap to get.
 */
public final class Profiles {
    private final LocalApi api;
    private final CallOptions options;

    Profiles(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns all accounts.
     *
     * <p>Right: write. Upstream: not promised. {@code GET profiles/}.
     *
     * @return the accounts; empty before the first login
     */
    @Endpoint(path = "profiles/", right = Right.WRITE, stability = Stability.UNSTABLE)
    public List<LoginProfile> list() {
        return api.call(LocalApi.get("profiles/"), call(), in -> in.list(LoginProfile::read));
    }

    /**
     * Returns the account in use.
     *
     * <p>Right: write. Upstream: not promised. {@code GET profiles/current}.
     *
     * @return the account, or empty where the one in use was never saved, as before the first login
     */
    @Endpoint(path = "profiles/current", right = Right.WRITE, stability = Stability.UNSTABLE)
    public Optional<LoginProfile> current() {
        LoginProfile profile = api.call(LocalApi.get("profiles/current"), call(), LoginProfile::read);
        return profile.id().isNone() ? Optional.empty() : Optional.of(profile);
    }

    /**
     * Returns one account.
     *
     * <p>Right: write. Upstream: not promised. {@code GET profiles/<id>}.
     *
     * @param id which
     * @return the account, or empty where there is none
     */
    @Endpoint(path = "profiles/{id}", right = Right.WRITE, stability = Stability.UNSTABLE)
    public Optional<LoginProfile> profile(ProfileId id) {
        try {
            return Optional.of(api.call(LocalApi.get(path(id)), call(), LoginProfile::read));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Switches to another account.
     *
     * <p>Right: write. Upstream: stable. {@code POST profiles/<id>}. Not sent twice.
     *
     * <p>Can break: every connection through the tailnet that was in use.
     *
     * @param id which
     * @throws NotFoundException if there is no such account
     */
    @Endpoint(method = "POST", path = "profiles/{id}", right = Right.WRITE, stability = Stability.STABLE)
    public void switchProfile(ProfileId id) {
        try {
            api.body(LocalApi.post(path(id)), call());
        } catch (ApiException e) {
            // The daemon has no status of its own for it.
            if (e.status() == 500 && e.serverMessage().contains("profile not found")) {
                throw new NotFoundException(
                        e.endpoint(), e.status(), e.serverMessage(), "use the id of one of profiles().list()");
            }
            throw e;
        }
    }

    /**
     * Switches to a new account, in which nobody is logged in.
     *
     * <p>Right: write. Upstream: stable. {@code PUT profiles/}. Not sent twice.
     *
     * <p>Can break: every connection through the tailnet that was in use.
     */
    @Endpoint(method = "PUT", path = "profiles/", right = Right.WRITE, stability = Stability.STABLE)
    public void switchToEmptyProfile() {
        TransportRequest put = LocalApi.of("PUT", "profiles/");
        // Whatever HTTP says of PUT: each makes another profile.
        api.body(new TransportRequest(put.method(), put.target(), put.headers(), put.body(), false), call());
    }

    /**
     * Forgets an account. One that does not exist is no error.
     *
     * <p>Right: write. Upstream: not promised. {@code DELETE profiles/<id>}.
     *
     * <p>Can break: the account has to log in again; where it is the one in use, every connection through the tailnet.
     *
     * @param id which
     */
    @Endpoint(method = "DELETE", path = "profiles/{id}", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void deleteProfile(ProfileId id) {
        api.body(LocalApi.of("DELETE", path(id)), call());
    }

    /**
     * Returns what the user has pinned.
     *
     * <p>Right: read. Upstream: not promised. {@code GET pins}.
     *
     * @return the pins of the profile in use
     * @throws run.leger.core.UnsupportedEndpointException on a daemon older than 1.104
     */
    @Endpoint(path = "pins", right = Right.READ, stability = Stability.UNSTABLE, since = "1.104")
    public Pins pins() {
        return api.parsed(LocalApi.get("pins"), call(), Pins::parse);
    }

    /**
     * Changes what the user has pinned.
     *
     * <p>Right: write. Upstream: not promised. {@code POST pins}. Not sent twice.
     *
     * <p>Can break: nothing but the lists that are named.
     *
     * @param edit the change
     * @return the pins afterwards
     * @throws run.leger.core.UnsupportedEndpointException on a daemon older than 1.104
     */
    @Endpoint(method = "POST", path = "pins", right = Right.WRITE, stability = Stability.UNSTABLE, since = "1.104")
    public Pins setPins(PinsEdit edit) {
        return api.parsed(LocalApi.of("POST", "pins", edit.toJson()), call(), Pins::parse);
    }

    /**
     * Returns how the user likes to open services.
     *
     * <p>Right: read. Upstream: not promised. {@code GET prefs/service-clients}.
     *
     * @return the likings by service; empty where there are none, and before the first login
     * @throws run.leger.core.UnsupportedEndpointException on a daemon older than 1.102
     */
    @Endpoint(path = "prefs/service-clients", right = Right.READ, stability = Stability.UNSTABLE, since = "1.102")
    public Map<String, ServiceClientPref> serviceClientPrefs() {
        return serviceClients(LocalApi.get("prefs/service-clients"));
    }

    /**
     * Changes how the user likes to open one service.
     *
     * <p>Right: write. Upstream: not promised. {@code POST prefs/service-clients}. Not sent twice.
     *
     * <p>Can break: nothing but what is named.
     *
     * @param edit the change
     * @return all likings afterwards
     * @throws run.leger.core.UnsupportedEndpointException on a daemon older than 1.102
     */
    @Endpoint(
            method = "POST",
            path = "prefs/service-clients",
            right = Right.WRITE,
            stability = Stability.UNSTABLE,
            since = "1.102")
    public Map<String, ServiceClientPref> setServiceClientPref(ServiceClientPrefEdit edit) {
        return serviceClients(LocalApi.of("POST", "prefs/service-clients", edit.toJson()));
    }

    private Map<String, ServiceClientPref> serviceClients(TransportRequest request) {
        return api.parsed(request, call(), json -> {
            Map<String, ServiceClientPref> prefs = new LinkedHashMap<>();
            for (Map.Entry<String, Json> entry : JsonIn.read(json.utf8(), "service-clients", in -> in.map(JsonIn::raw))
                    .entrySet()) {
                prefs.put(entry.getKey(), ServiceClientPref.parse(entry.getValue()));
            }
            return Collections.unmodifiableMap(prefs);
        });
    }

    private static String path(ProfileId id) {
        if (id.isNone()) {
            throw new IllegalArgumentException("a profile without an id: it was never saved");
        }
        return "profiles/" + LocalApi.segment(id.value());
    }

    private CallOptions call() {
        return options.orElse(LocalApi.DEFAULTS);
    }
}
