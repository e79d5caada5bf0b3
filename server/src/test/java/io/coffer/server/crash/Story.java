package io.coffer.server.crash;

import java.util.Random;

/** A part of the store that one writer changes and knows everything about. */
abstract class Story {
    protected final Random random;

    Story(long seed) {
        this.random = new Random(seed);
    }

    /** Makes what the story needs; called once, on a server that is not killed meanwhile. */
    abstract void begin(MortalServer server);

    /** Makes one change. */
    abstract void step(MortalServer server);

    /**
     * Compares what the story knows with what is there, and learns how the open change ended. What can change no more may
     * be looked at in samples.
     */
    abstract void verify(MortalServer server);

    /** Compares all that the story knows with what is there, when nothing more is to come. */
    void verifyAll(MortalServer server) {
        verify(server);
    }

    /** Changes until the server dies, and says of each change that it was acknowledged. */
    final void tell(MortalServer server, Runnable acknowledged) {
        try {
            while (true) {
                step(server);
                acknowledged.run();
            }
        } catch (UnknownOutcomeException died) {
            // what it left open is settled when it is read
        }
    }

    final String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
