package run.leger.setec;

/** Finds handles on secrets by name: a store, or a map of them in a test. */
@FunctionalInterface
public interface SecretLookup {
    /**
     * Returns a handle.
     *
     * @param name which secret
     * @return the handle, the same at each call
     * @throws SecretUnavailableException if nobody knows that name here
     */
    Secret secret(SecretName name);
}
