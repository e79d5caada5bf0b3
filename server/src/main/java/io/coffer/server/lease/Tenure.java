package io.coffer.server.lease;

/** Whether this server keeps house: runs the chores and jobs that only one of the servers of a store should run. */
public interface Tenure {
    /** Of a store that no other server has open. */
    Tenure ALONE = new Tenure() {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public boolean isAlone() {
            return true;
        }

        @Override
        public long term() {
            return 0;
        }
    };

    boolean isHeld();

    /** Whether there are no other servers who could. */
    default boolean isAlone() {
        return false;
    }

    /** Which of this server's terms is the present or last one: another number means that others may have had theirs between. */
    long term();

    /**
     * Called between the steps of what takes long.
     *
     * @throws TenureEndedException when this server does not keep house any more
     */
    default void require() {
        if (!isHeld()) {
            throw new TenureEndedException();
        }
    }
}
