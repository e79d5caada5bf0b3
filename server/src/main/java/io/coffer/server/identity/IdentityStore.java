package io.coffer.server.identity;

import io.coffer.encryption.SecretBox;
import io.coffer.model.AccountId;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyTexts;
import io.coffer.server.metadata.ControlRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Accounts, users, groups, roles, access keys and policies. Finds the caller behind an access key: a change made here
 * counts from the next request on, one made by another gateway after {@link #MAX_AGE}.
 */
public final class IdentityStore implements AccessKeyStore, AssumableRoles {
    /** how long what was read once is used */
    public static final Duration MAX_AGE = Duration.ofSeconds(5);

    private static final int CACHED = 10_000;

    private record RoleKey(AccountId account, String lowerCaseName) {}

    private final Accounts accounts;
    private final Users users;
    private final Groups groups;
    private final Memberships memberships;
    private final Roles roles;
    private final AccessKeys accessKeys;
    private final Policies policies;
    private final PolicyTexts policyTexts;
    private final ControlPolicies controlPolicies;
    private final EffectivePolicies effective;
    private final RevisionCache<String, AccessKey> keysById;
    private final RevisionCache<RoleKey, AssumableRole> rolesByName;
    private final RevisionCache<AccountId, List<Policy>> controlByAccount;

    /**
     * @param secrets seals the secrets of access keys
     * @param policyTexts reads policies, and judges new ones
     */
    public IdentityStore(
            ControlRecords controlRecords, SecretBox secrets, PolicyTexts policyTexts, InstantSource clock) {
        this.policyTexts = policyTexts;
        IdentityRecords records = new IdentityRecords(controlRecords);
        Bonds bonds = new Bonds(records);
        DocumentText documents = new DocumentText(policyTexts);
        accounts = new Accounts(records, clock);
        users = new Users(records, clock);
        groups = new Groups(records, bonds, clock);
        memberships = new Memberships(records, users, groups, bonds, clock);
        roles = new Roles(records, documents, clock);
        accessKeys = new AccessKeys(records, secrets, clock);
        policies = new Policies(records, new Attachments(records, groups, bonds, clock), documents, clock);
        controlPolicies = new ControlPolicies(records, accounts, documents, clock);
        effective = new EffectivePolicies(records, policyTexts);
        keysById = new RevisionCache<>(
                CACHED, MAX_AGE, records::revision, id -> effective.atOneMoment(view -> accessKey(view, id)));
        rolesByName = new RevisionCache<>(
                CACHED,
                MAX_AGE,
                records::revision,
                key -> effective.atOneMoment(view -> effective.role(view, key.account(), key.lowerCaseName())));
        controlByAccount = new RevisionCache<>(
                CACHED,
                MAX_AGE,
                records::revision,
                account -> Optional.of(effective.atOneMoment(view -> effective.control(view, account))));
    }

    public Accounts accounts() {
        return accounts;
    }

    public Users users() {
        return users;
    }

    public Groups groups() {
        return groups;
    }

    public Memberships memberships() {
        return memberships;
    }

    public Roles roles() {
        return roles;
    }

    public AccessKeys accessKeys() {
        return accessKeys;
    }

    public Policies policies() {
        return policies;
    }

    /** How policies are read here, sessions' as well. */
    public PolicyTexts policyTexts() {
        return policyTexts;
    }

    public ControlPolicies controlPolicies() {
        return controlPolicies;
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        return IdentityRules.isAccessKeyId(accessKeyId) ? keysById.get(accessKeyId) : Optional.empty();
    }

    /** The user of that name with its policies, without a key: nothing can be signed in its name. */
    public Optional<Caller.RamUser> callerNamed(AccountId account, String userName) {
        return IdentityRules.isUserName(userName)
                ? effective.atOneMoment(view -> view.find(IdentityRecords.user(account, userName), User.class)
                        .map(user -> new Caller.RamUser(
                                account, user.name(), user.userId(), effective.ofUser(view, user), "")))
                : Optional.empty();
    }

    /** The role of that name, in whatever case, as those need it who assume it. */
    @Override
    public Optional<AssumableRole> assumableRole(AccountId account, String roleName) {
        return IdentityRules.isRoleName(roleName)
                ? rolesByName.get(new RoleKey(account, roleName.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /**
     * What bounds everyone in an account; nothing does when there are none.
     *
     * @throws io.coffer.storage.StorageException of kind CORRUPT when there is no such account
     */
    @Override
    public List<Policy> controlPolicies(AccountId account) {
        return controlByAccount.get(account).orElseThrow();
    }

    private Optional<AccessKey> accessKey(RecordView view, String id) {
        return view.find(IdentityRecords.accessKey(id), KeyHolder.class)
                .flatMap(holder -> holder.userName()
                        .map(name -> userKey(view, holder.account(), name, id))
                        .orElseGet(() -> rootKey(view, holder.account(), id)));
    }

    private Optional<AccessKey> rootKey(RecordView view, AccountId id, String keyId) {
        return view.find(IdentityRecords.account(id), Account.class)
                .flatMap(account -> key(account.keys(), keyId).map(key -> {
                    PolicySet bounds = new PolicySet(effective.control(account), Optional.empty(), List.of());
                    return accessKey(key, new Caller.Root(id, bounds, keyId));
                }));
    }

    private Optional<AccessKey> userKey(RecordView view, AccountId account, String name, String keyId) {
        return view.find(IdentityRecords.user(account, name), User.class)
                .flatMap(user -> key(user.keys(), keyId).map(key -> {
                    PolicySet set = effective.ofUser(view, user);
                    return accessKey(key, new Caller.RamUser(account, user.name(), user.userId(), set, keyId));
                }));
    }

    private static Optional<StoredKey> key(List<StoredKey> keys, String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private AccessKey accessKey(StoredKey key, Caller caller) {
        return new AccessKey(key.id(), accessKeys.open(key), caller, key.status() == StoredKey.Status.ACTIVE);
    }
}
