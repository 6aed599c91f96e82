package run.leger.setec;

import run.leger.core.SecretBytes;

/** A source with one value for every name, that says when it is asked. */
final class CountingSource implements SecretSource {
    private final Runnable asked;

    CountingSource(Runnable asked) {
        this.asked = asked;
    }

    @Override
    public SecretValue get(SecretName name) {
        asked.run();
        return new SecretValue(SecretBytes.copyOf(new byte[] {1}), SecretVersion.of(1));
    }

    @Override
    public String description() {
        return "a test";
    }
}
