package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.core.TransportRequest;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;
import run.leger.tailscale.lock.AumHash;
import run.leger.tailscale.lock.DeeplinkValidationResult;
import run.leger.tailscale.lock.TailnetLockKey;
import run.leger.tailscale.lock.TailnetLockStatus;
import run.leger.tailscale.lock.TailnetLockUpdate;
import run.leger.tailscale.lock.TrustedKey;

/**
 * Tailnet Lock: node keys that the tailnet's own devices sign, so that the control plane alone can bring nobody in. Got from {@link
 * TailscaleClient#tailnetLock}; safe for use by many threads, and cheap to get.
 *
 * <p>Where it is off, every method but {@link #status} and {@link #verifySigningDeeplink} throws a {@link TailnetLockNotActiveException}. What the
 * control plane has to agree to has a deadline of 90 s where none is set, everything else 10 s.
 */
public final class TailnetLock {
    private static final CallOptions WITH_CONTROL =
            CallOptions.deadline(Duration.ofSeconds(90)).withHeaderTimeout(Duration.ofSeconds(90));
    private static final int DISABLEMENT_VALUE = 32;
    private static final byte[] PRIVATE_PREFIX = "nlpriv:".getBytes(StandardCharsets.US_ASCII);
    private static final int PRIVATE_DIGITS = 128;
    private static final int KEY_KIND_25519 = 1;

    private final LocalApi api;
    private final CallOptions options;

    TailnetLock(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Tells how Tailnet Lock stands. Works logged out, too.
     *
     * <p>Right: read. Upstream: not promised. {@code GET tka/status}.
     *
     * @return the state, with the keys of this device
     */
    @Endpoint(path = "tka/status", right = Right.READ, stability = Stability.UNSTABLE)
    public TailnetLockStatus status() {
        return api.parsed(LocalApi.get("tka/status"), options.orElse(LocalApi.DEFAULTS), TailnetLockStatus::parse);
    }

    /**
     * Returns the last changes.
     *
     * <p>Right: none. Upstream: not promised. {@code GET tka/log}.
     *
     * @param limit how many at most
     * @return the changes, the newest first
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws IllegalArgumentException if the limit is negative
     */
    @Endpoint(path = "tka/log", right = Right.NONE, stability = Stability.UNSTABLE)
    public List<TailnetLockUpdate> log(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit is not negative: " + limit);
        }
        TransportRequest get = LocalApi.get(LocalApi.query("tka/log", "limit", Integer.toString(limit)));
        return typed(() -> api.call(get, options.orElse(LocalApi.DEFAULTS), in -> in.parts(TailnetLockUpdate::parse)));
    }

    /**
     * Turns Tailnet Lock on for the whole tailnet, and signs all devices that are in it.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/init}. Not sent twice.
     *
     * <p>Can break: the whole tailnet. From now on a device joins or renews its key only when a trusted device has signed it; where the private keys
     * of the trusted devices and the disablement secrets are lost, nobody can ever let a device in again, and Tailscale cannot help.
     *
     * @param keys the keys to trust; the one of this device, {@code status().publicKey()}, must be among them
     * @param disablementValues for each secret that can turn it off again, what everybody may know of it: 32 bytes of Argon2i (version 1.3, 4
     *     passes, 16 MiB, 4 lanes) of the secret, salted with {@code tailscale network-lock disablement salt}
     * @return the state; it may still be off until the control plane has told this device
     * @throws TailnetLockNotAllowedException if the tailnet may not have it
     * @throws IllegalArgumentException if there is no key, no disablement value, or one is not 32 bytes long
     */
    @Endpoint(method = "POST", path = "tka/init", right = Right.WRITE, stability = Stability.UNSTABLE)
    public TailnetLockStatus init(List<TrustedKey> keys, List<byte[]> disablementValues) {
        return turnOn(keys, disablementValues, new byte[0]);
    }

    /**
     * Turns Tailnet Lock on as {@link #init(List, List)} does, and leaves a disablement secret with Tailscale's support.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/init}. Not sent twice.
     *
     * <p>Can break: as {@link #init(List, List)}; and with the secret, support can turn it off.
     *
     * @param keys the keys to trust
     * @param disablementValues what everybody may know of the secrets; that of support's among them
     * @param supportDisablement the secret for support; stays the caller's
     * @return the state; it may still be off until the control plane has told this device
     * @throws TailnetLockNotAllowedException if the tailnet may not have it
     * @throws IllegalArgumentException if there is no key, no disablement value, or one is not 32 bytes long
     */
    @Endpoint(method = "POST", path = "tka/init", right = Right.WRITE, stability = Stability.UNSTABLE)
    public TailnetLockStatus init(
            List<TrustedKey> keys, List<byte[]> disablementValues, SecretBytes supportDisablement) {
        return supportDisablement.use(secret -> turnOn(keys, disablementValues, secret));
    }

    private TailnetLockStatus turnOn(List<TrustedKey> keys, List<byte[]> disablementValues, byte[] supportDisablement) {
        if (keys.isEmpty() || disablementValues.isEmpty()) {
            throw new IllegalArgumentException(
                    "without a key nobody could sign a device, and without a disablement value nobody could turn it off");
        }
        if (disablementValues.stream().anyMatch(value -> value.length != DISABLEMENT_VALUE)) {
            throw new IllegalArgumentException("a disablement value is " + DISABLEMENT_VALUE + " bytes long");
        }
        byte[] json = JsonOut.object(out -> {
            keys(out, "Keys", keys);
            out.field("DisablementValues", base64(disablementValues));
            if (supportDisablement.length > 0) {
                out.field("SupportDisablement", supportDisablement);
            }
        });
        return wiped(
                json,
                () -> api.parsed(
                        LocalApi.of("POST", "tka/init", json), options.orElse(WITH_CONTROL), TailnetLockStatus::parse));
    }

    /**
     * Changes which keys are trusted.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/modify}. Not sent twice.
     *
     * <p>Can break: devices that were signed by a key that is removed are shut out, until another signs them: see {@link #affectedSigs}. Without a
     * trusted key that is still in somebody's hands no device can ever join again.
     *
     * @param addKeys the keys to trust from now on
     * @param removeKeys the keys not to trust any more
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws TailnetLockKeyNotTrustedException if the key of this device is not trusted
     */
    @Endpoint(method = "POST", path = "tka/modify", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void modify(List<TrustedKey> addKeys, List<TailnetLockKey> removeKeys) {
        byte[] json = JsonOut.object(out -> {
            keys(out, "AddKeys", addKeys);
            // Of a key that goes only its id is looked at.
            keys(out, "RemoveKeys", removeKeys.stream().map(TrustedKey::of).toList());
        });
        send("tka/modify", json, WITH_CONTROL);
    }

    /**
     * Signs a device, which is then let in.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/sign}. Not sent twice.
     *
     * <p>Can break: nothing; but whoever has the node key is in the tailnet.
     *
     * @param nodeKey the node key of the device
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws TailnetLockKeyNotTrustedException if the key of this device is not trusted
     * @throws run.leger.core.BadRequestException if it is not a node key
     */
    @Endpoint(method = "POST", path = "tka/sign", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void sign(NodeKey nodeKey) {
        submit(nodeKey, null);
    }

    /**
     * Signs a device, and lets it sign its node keys of later.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/sign}. Not sent twice.
     *
     * <p>Can break: nothing; but whoever has the node key is in the tailnet, and stays there when the key is rotated.
     *
     * @param nodeKey the node key of the device
     * @param rotation its key for Tailnet Lock
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws TailnetLockKeyNotTrustedException if the key of this device is not trusted
     * @throws run.leger.core.BadRequestException if it is not a node key
     */
    @Endpoint(method = "POST", path = "tka/sign", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void sign(NodeKey nodeKey, TailnetLockKey rotation) {
        submit(nodeKey, rotation.bytes());
    }

    private void submit(NodeKey nodeKey, byte @Nullable [] rotation) {
        byte[] json = JsonOut.object(out -> {
            out.field("NodeKey", nodeKey.value());
            if (rotation != null) {
                out.field("RotationPublic", rotation);
            }
        });
        send("tka/sign", json, WITH_CONTROL);
    }

    /**
     * Turns Tailnet Lock off for the whole tailnet.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/disable}. Not sent twice.
     *
     * <p>Can break: the protection of the whole tailnet: the control plane alone decides who is in it. The secret is known to everybody afterwards,
     * and to turn the lock on again makes another one, with other secrets.
     *
     * @param disablementSecret one of the secrets from when it was turned on; stays the caller's
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws DisablementSecretRejectedException if it is none of them
     */
    @Endpoint(method = "POST", path = "tka/disable", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void disable(SecretBytes disablementSecret) {
        disablementSecret.use(secret -> send("tka/disable", secret, WITH_CONTROL));
    }

    /**
     * Turns this lock off for this device alone, for good.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/force-local-disable}. Not sent twice.
     *
     * <p>Can break: the protection of this device, which from now on believes the control plane alone. It forgets this lock and takes it never again
     * in this account; there is no way back but a new login.
     *
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     */
    @Endpoint(method = "POST", path = "tka/force-local-disable", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void forceLocalDisable() {
        send("tka/force-local-disable", JsonOut.object(out -> {}), LocalApi.DEFAULTS);
    }

    /**
     * Checks a link that asks for a signature.
     *
     * <p>Right: read. Upstream: not promised. {@code POST tka/verify-deeplink}.
     *
     * @param url the link, {@code tailscale://sign-device/v1/?...}
     * @return whom it is for; not valid, with the reason, for a link that is wrong and where Tailnet Lock is off
     */
    @Endpoint(method = "POST", path = "tka/verify-deeplink", right = Right.READ, stability = Stability.UNSTABLE)
    public DeeplinkValidationResult verifySigningDeeplink(String url) {
        return api.parsed(
                LocalApi.of("POST", "tka/verify-deeplink", JsonOut.object(out -> out.field("URL", url))),
                options.orElse(LocalApi.DEFAULTS),
                DeeplinkValidationResult::parse);
    }

    /**
     * Puts what it takes to be signed into an auth key, so that a device can join without anybody at hand.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/wrap-preauth-key}.
     *
     * <p>Can break: nothing; but whoever has the result brings devices into the tailnet, as often as the auth key allows.
     *
     * @param authKey {@code tskey-auth-...}; stays the caller's
     * @param lockKey the private key of a key that is trusted: {@code nlpriv:} and 128 hexadecimal digits; stays the caller's
     * @return the auth key with a signature and a private key in it; close it
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws IllegalArgumentException if the second is not a private key
     */
    @Endpoint(method = "POST", path = "tka/wrap-preauth-key", right = Right.WRITE, stability = Stability.UNSTABLE)
    public SecretBytes wrapPreauthKey(SecretBytes authKey, SecretBytes lockKey) {
        if (!lockKey.use(TailnetLock::isPrivateKey)) {
            // The daemon would say that the JSON is invalid.
            throw new IllegalArgumentException("not a private key for Tailnet Lock: nlpriv: and 128 digits");
        }
        byte[] json = JsonOut.object(out -> {
            authKey.use(utf8 -> out.utf8("TSKey", utf8));
            lockKey.use(utf8 -> out.utf8("TKAKey", utf8));
        });
        return wiped(
                json,
                () -> SecretBytes.take(api.body(
                        LocalApi.of("POST", "tka/wrap-preauth-key", json), options.orElse(LocalApi.DEFAULTS))));
    }

    private static boolean isPrivateKey(byte[] utf8) {
        int prefix = PRIVATE_PREFIX.length;
        boolean is =
                utf8.length == prefix + PRIVATE_DIGITS && Arrays.equals(utf8, 0, prefix, PRIVATE_PREFIX, 0, prefix);
        for (int i = prefix; is && i < utf8.length; i++) {
            is = Character.digit(utf8[i], 16) >= 0;
        }
        return is;
    }

    /**
     * Returns what would not hold any more if a key were not trusted.
     *
     * <p>Right: none. Upstream: not promised. {@code POST tka/affected-sigs}.
     *
     * @param key the key
     * @return the signatures by it, each in CBOR
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     */
    @Endpoint(method = "POST", path = "tka/affected-sigs", right = Right.NONE, stability = Stability.UNSTABLE)
    public List<byte[]> affectedSigs(TailnetLockKey key) {
        TransportRequest post = LocalApi.of("POST", "tka/affected-sigs", key.bytes());
        return typed(() -> api.call(post, options.orElse(WITH_CONTROL), in -> in.list(JsonIn::bytes)));
    }

    /**
     * Makes a change that takes trust from keys that others got hold of, back to before they did, and signs it. Nothing happens until it is signed by
     * enough others with {@link #cosignRecoveryAum} and sent with {@link #submitRecoveryAum}.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/generate-recovery-aum}.
     *
     * <p>Can break: nothing by itself.
     *
     * @param removeKeys the keys to take trust from
     * @return the change, in CBOR
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     */
    @Endpoint(method = "POST", path = "tka/generate-recovery-aum", right = Right.WRITE, stability = Stability.UNSTABLE)
    public byte[] genRecoveryAum(List<TailnetLockKey> removeKeys) {
        return genRecoveryAum(removeKeys, "");
    }

    /**
     * Makes a change as {@link #genRecoveryAum(List)} does, which follows a certain one instead of the last before those keys came.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/generate-recovery-aum}.
     *
     * <p>Can break: nothing by itself.
     *
     * @param removeKeys the keys to take trust from
     * @param forkFrom the change to follow
     * @return the change, in CBOR
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     */
    @Endpoint(method = "POST", path = "tka/generate-recovery-aum", right = Right.WRITE, stability = Stability.UNSTABLE)
    public byte[] genRecoveryAum(List<TailnetLockKey> removeKeys, AumHash forkFrom) {
        return genRecoveryAum(removeKeys, forkFrom.value());
    }

    private byte[] genRecoveryAum(List<TailnetLockKey> removeKeys, String forkFrom) {
        byte[] json = JsonOut.object(out -> out.field(
                        "Keys",
                        base64(removeKeys.stream().map(TailnetLockKey::bytes).toList()))
                .field("ForkFrom", forkFrom));
        return send("tka/generate-recovery-aum", json, LocalApi.DEFAULTS);
    }

    /**
     * Signs such a change with the key of this device, too.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/cosign-recovery-aum}.
     *
     * <p>Can break: nothing by itself.
     *
     * @param aum the change, in CBOR, of at most 1 MiB
     * @return the change with one more signature
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws run.leger.core.BadRequestException if it is not a change
     */
    @Endpoint(method = "POST", path = "tka/cosign-recovery-aum", right = Right.WRITE, stability = Stability.UNSTABLE)
    public byte[] cosignRecoveryAum(byte[] aum) {
        return send("tka/cosign-recovery-aum", aum, LocalApi.DEFAULTS);
    }

    /**
     * Makes such a change happen.
     *
     * <p>Right: write. Upstream: not promised. {@code POST tka/submit-recovery-aum}. Not sent twice.
     *
     * <p>Can break: devices that were signed by a key that loses its trust are shut out, until another signs them.
     *
     * @param aum the change, in CBOR, with signatures that outweigh the keys
     * @throws TailnetLockNotActiveException if Tailnet Lock is off
     * @throws run.leger.core.BadRequestException if it is not a change
     */
    @Endpoint(method = "POST", path = "tka/submit-recovery-aum", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void submitRecoveryAum(byte[] aum) {
        send("tka/submit-recovery-aum", aum, WITH_CONTROL);
    }

    private byte[] send(String endpoint, byte[] body, CallOptions fallback) {
        return typed(() -> api.body(LocalApi.of("POST", endpoint, body), options.orElse(fallback)));
    }

    private <T> T wiped(byte[] secret, Supplier<T> call) {
        try {
            return typed(call);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static void keys(JsonOut out, String name, List<TrustedKey> keys) {
        out.objects(name, keys, key -> {
            out.field("Kind", KEY_KIND_25519)
                    .field("Votes", key.votes())
                    .field("Public", key.key().bytes());
            if (!key.metadata().isEmpty()) {
                out.object("Meta", meta -> key.metadata().forEach(meta::field));
            }
        });
    }

    private static List<String> base64(List<byte[]> values) {
        return values.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    /** The daemon has a status for few of its reasons; the rest is in its words. */
    private <T> T typed(Supplier<T> call) {
        TimeLeft left = TimeLeft.from(options.orElse(LocalApi.DEFAULTS));
        try {
            return call.get();
        } catch (ApiException e) {
            String said = e.serverMessage();
            if (said.contains("tailnet-lock is not active")) {
                throw inState(e, notActive(e), left);
            }
            if (said.contains("not supported on your pricing plan")) {
                throw inState(e, notAllowed(e), left);
            }
            if (said.endsWith("not trusted by Tailnet Lock") || said.endsWith("have a trusted tailnet lock key")) {
                throw new TailnetLockKeyNotTrustedException(e.endpoint(), e.status(), said, trust());
            }
            if (said.endsWith("incorrect disablement secret")) {
                throw new DisablementSecretRejectedException(
                        e.endpoint(),
                        e.status(),
                        said,
                        "use one of the disablement secrets that were shown when Tailnet Lock was turned on");
            }
            throw e;
        }
    }

    /** Whoever is not logged in has no lock for that reason; whoever is only disconnected knows how it stands. */
    private ApiException inState(ApiException refusal, ApiException typed, TimeLeft left) {
        ApiException explained = refusal instanceof BackendStateException ? refusal : api.explained(typed, left);
        return explained instanceof StoppedException ? typed : explained;
    }

    private ApiException notActive(ApiException e) {
        return new TailnetLockNotActiveException(
                e.endpoint(),
                e.status(),
                e.serverMessage(),
                "nothing has to be signed without Tailnet Lock; to have it, turn it on for the tailnet: "
                        + TailscaleCommand.of(api.socket(), "lock").word("init"));
    }

    private static ApiException notAllowed(ApiException e) {
        return new TailnetLockNotAllowedException(
                e.endpoint(),
                e.status(),
                e.serverMessage(),
                "choose a plan with Tailnet Lock for the tailnet: https://tailscale.com/pricing");
    }

    private String trust() {
        String key = publicKey().map(TailnetLockKey::commandForm).orElse("tlpub:...");
        return "call this on a device whose key is trusted, or run there: tailscale lock add " + key;
    }

    private Optional<TailnetLockKey> publicKey() {
        try {
            return Optional.of(status().publicKey());
        } catch (LegerException e) {
            // This call only explains another failure, which stays the one to report.
            return Optional.empty();
        }
    }
}
