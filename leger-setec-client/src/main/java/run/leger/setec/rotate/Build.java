package run.leger.setec.rotate;

import run.leger.setec.SecretValue;

/**
 * Makes a value from a secret's value.
 *
 * @param <T> what is made
 */
@FunctionalInterface
public interface Build<T> {
    /**
     * Makes it. May block; no lock is held meanwhile.
     *
     * @param secret a copy, lent: it is wiped when this returns or throws
     * @return a new value, not the one of before
     * @throws Exception if it cannot be made: it is tried again later, and the value of before stays. Its message goes nowhere, since it may repeat the
     *     secret; only its class and where it arose are told
     */
    T build(SecretValue secret) throws Exception;
}
