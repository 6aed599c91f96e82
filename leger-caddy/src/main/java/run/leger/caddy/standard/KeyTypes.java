package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** Kinds of keys of certificates. */
final class KeyTypes {

    static final ValueType<Argument> TYPE = Values.text()
            .examples("ed25519", "p256", "p384", "rsa2048", "rsa4096")
            .writing(Written.oneOf("ed25519", "p256", "p384", "rsa2048", "rsa4096"));

    private KeyTypes() {}
}
