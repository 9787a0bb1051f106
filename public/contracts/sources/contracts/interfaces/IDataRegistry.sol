// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Which data sets exist, what they commit to, and whose they are.
/// @notice A data set's id is the hash of its `Content`, which names its `DataSet` by hash; the chain keeps one word per id
/// and the whole in the `Registered` event, so one storage proof shows that a description brought by anybody is the
/// registered one.
interface IDataRegistry {
    /// @notice A data set whose revenue this one shares, because it was made from it.
    /// @param dataSet Its id.
    /// @param bps What it gets of each payment, in hundredths of a percent; divided like a payment of its own.
    struct Source {
        bytes32 dataSet;
        uint16 bps;
    }

    /// @notice What a data set is, apart from what a dispute needs.
    /// @param publisher Who registers: the owner, its agent, or, for data without a vehicle, anybody.
    /// @param agreementId The QoodShares agreement that the data was recorded under; 0 for data without a vehicle.
    /// @param groups The field groups of the dictionary release that are in it, bit `g` for group `g`; all of one class.
    /// @param dictionary Number of the dictionary release, that of the agreement; not checked without a vehicle.
    /// @param descriptionHash keccak256 of the canonical description file.
    /// @param storageIndex Where storage nodes find it: the index that the storage contracts know it by.
    /// @param keeper Who stores it for a part of the revenue; zero for nobody. Only an owner names one, no agent.
    /// @param keeperBps That part, in hundredths of a percent of each payment.
    /// @param descriptionCid Content id of the description file.
    /// @param sources What it was made from, at most `MAX_SOURCES`, named by an owner, no agent. Their parts, the keeper's
    /// and the maker's are at most the whole. A source may have sources, these may not.
    struct DataSet {
        address publisher;
        uint64 agreementId;
        uint64 groups;
        uint32 dictionary;
        bytes32 descriptionHash;
        bytes32 storageIndex;
        address keeper;
        uint16 keeperBps;
        string descriptionCid;
        Source[] sources;
    }

    /// @notice What a dispute needs of a data set, apart from the rest so that a dispute does not have to carry it.
    /// @param chunks How many chunks there are, each with a key of its own; at least 1.
    /// @param sectorsPerChunk Sectors of 1 KiB that a chunk has room for; at least 1.
    /// @param dataRoot Merkle root over all chunks: of each the BLAKE3 digest of its block and the length of its plain bytes.
    /// @param keyRoot Merkle root over the hashes of all chunk keys.
    /// @param dataSetHash `keccak256(abi.encode(dataSet))`.
    struct Content {
        uint24 chunks;
        uint32 sectorsPerChunk;
        bytes32 dataRoot;
        bytes32 keyRoot;
        bytes32 dataSetHash;
    }

    /// @notice What the chain keeps of a data set: one word.
    /// @param publisher Who registered it.
    /// @param agreementId The agreement it stands under; 0 without a vehicle.
    /// @param chunks How many chunks there are.
    /// @param class_ The class of its field groups, see `IShares.Terms.classes`; 0 without a vehicle.
    /// @param live False once withdrawn.
    /// @param hasSources Whether it shares its revenue with others.
    /// @param hasKeeper Whether it shares its revenue with who stores it.
    struct Entry {
        address publisher;
        uint64 agreementId;
        uint24 chunks;
        uint8 class_;
        bool live;
        bool hasSources;
        bool hasKeeper;
    }

    /// @notice A data set was registered.
    /// @param dataSetId keccak256 of the content.
    /// @param publisher Who registered it.
    /// @param agreementId The agreement it stands under; 0 without a vehicle.
    /// @param class_ The class of its field groups; 0 without a vehicle.
    /// @param dataSet What it is.
    /// @param content What it commits to.
    event Registered(
        bytes32 indexed dataSetId,
        address indexed publisher,
        uint64 indexed agreementId,
        uint8 class_,
        DataSet dataSet,
        Content content
    );

    /// @notice A data set takes no new trades.
    /// @param dataSetId Which one.
    /// @param by Who withdrew it.
    event Withdrawn(bytes32 indexed dataSetId, address indexed by);

    /// @notice The owner of a data set said who may make others from it, and for what part.
    /// @param dataSetId Which one.
    /// @param publisher Who may; zero for anybody.
    /// @param bps The least part of the fusion's revenue, in hundredths of a percent.
    /// @param allowed False refuses it; for a publisher of its own also where anybody may.
    event FusionAllowed(bytes32 indexed dataSetId, address indexed publisher, uint16 bps, bool allowed);

    /// @notice Only the publisher may do that; for `allowFusion`, only the owner.
    /// @param publisher Who may.
    /// @param caller Who called instead.
    error DataRegistryNotPublisher(address publisher, address caller);

    /// @notice Neither the owner under the agreement nor its agent; for agreement 0, which is none, nobody is.
    /// @param agreementId The agreement.
    /// @param caller Who called, or would sell.
    error DataRegistryNotAuthorised(uint64 agreementId, address caller);

    /// @notice The agreement takes no new data: there is none, or the car was sold.
    /// @param agreementId The agreement.
    error DataRegistryAgreementEnded(uint64 agreementId);

    /// @notice A data set of a car is described by the dictionary release that its agreement names.
    /// @param found What the data set names.
    /// @param expected What the agreement names.
    error DataRegistryWrongDictionary(uint32 found, uint32 expected);

    /// @notice A data set needs at least one chunk and one sector.
    error DataRegistryEmpty();

    /// @notice The content must name the hash of the data set.
    /// @param found What it names.
    /// @param expected `keccak256(abi.encode(dataSet))`.
    error DataRegistryWrongHash(bytes32 found, bytes32 expected);

    /// @notice The same was registered before, also when it was withdrawn since.
    /// @param dataSetId Its id.
    error DataRegistryExists(bytes32 dataSetId);

    /// @notice There is no such data set, or it was withdrawn.
    /// @param dataSetId The id.
    error DataRegistryUnknown(bytes32 dataSetId);

    /// @notice The consents that data of its class needs are not all given.
    /// @param dataSetId The data set or one of its sources.
    /// @param agreementId Its agreement.
    /// @param class_ Its class.
    error DataRegistryNoConsent(bytes32 dataSetId, uint64 agreementId, uint8 class_);

    /// @notice At most `MAX_SOURCES` sources.
    /// @param sources How many were given.
    error DataRegistryTooManySources(uint256 sources);

    /// @notice The owner of a source, or of a source of it, did not allow this fusion, or not for so little.
    /// @param source The source's id.
    /// @param publisher Who would publish the fusion.
    /// @param bps What it would get of each payment, in hundredths of a percent.
    error DataRegistryFusionRefused(bytes32 source, address publisher, uint256 bps);

    /// @notice Shares come to more than the whole.
    /// @param bps What they come to, in hundredths of a percent.
    error DataRegistryInvalidShare(uint256 bps);

    /// @notice A part is set aside for a keeper and none is named.
    error DataRegistryNoKeeper();

    /// @notice Keeper and sources take their parts from the owner, so only the owner names them.
    /// @param owner The owner under the agreement.
    /// @param publisher Who would have named them.
    error DataRegistryPartsNotByOwner(address owner, address publisher);

    /// @notice A source may have sources, but these may have none.
    /// @param source The source whose sources have sources.
    error DataRegistryTooDeep(bytes32 source);

    /// @notice Registers a data set. One of a vehicle needs a current agreement, the publisher's authority under it, and
    /// field groups of one class; one made from others needs their owners' leave at the stated share. An agent registers
    /// without keeper and sources.
    /// @param dataSet What it is; `dataSet.publisher` must be the caller.
    /// @param content What it commits to.
    /// @return dataSetId keccak256 of the content.
    function register(DataSet calldata dataSet, Content calldata content) external returns (bytes32 dataSetId);

    /// @notice Stops new trades of a data set, for good. The owner under its agreement or its agent; without one its publisher.
    /// @param dataSetId Which one.
    function withdraw(bytes32 dataSetId) external;

    /// @notice Lets `publisher` register fusions of a data set that give it at least `bps`, or refuses; what is said about
    /// one publisher goes before what is said about all. Fusions already registered stay. The owner under its agreement, or the publisher of data without a vehicle.
    /// @param dataSetId Which one.
    /// @param publisher Who may; zero for anybody.
    /// @param bps The least part of the fusion's revenue, in hundredths of a percent.
    /// @param allowed False refuses.
    function allowFusion(bytes32 dataSetId, address publisher, uint16 bps, bool allowed) external;

    /// @notice Reverts, by name, unless `seller` may sell the data set now: it is live, every agreement behind it and
    /// behind its sources has the consents of its class, and the seller speaks for the owner.
    /// @param dataSetId Which one.
    /// @param seller The owner or its agent; without a vehicle the publisher.
    /// @return chunks The number of chunks.
    /// @return agentFeeBps What the agreement gives the seller for its work, in hundredths of a percent; 0 for the owner.
    function checkTrade(bytes32 dataSetId, address seller) external view returns (uint24 chunks, uint16 agentFeeBps);

    /// @notice Returns who gets what of `amount`, in order: sources (each like a payment of its own, its owner last), keeper,
    /// maker, owner, and the agent if one sells. The parts of sources, keeper and maker are of the whole; they came to no
    /// more than that when the data set was registered, and what a later version of the agreement gives the maker on top
    /// comes from the owner's part. The agent's is of what is left for the owner. Parts are rounded down.
    /// The last payee is always the seller, whose commission the market takes from it.
    /// @param dataSetId Which one; it may have been withdrawn.
    /// @param seller The owner (the publisher without a vehicle) or its agent.
    /// @param agentFeeBps The agent's fee, in hundredths of a percent of the owner's side; without meaning for the owner.
    /// @param amount What is to be split, in units of any token.
    /// @return payees Who is paid; one may appear more than once.
    /// @return amounts What each gets; they sum to `amount`, and may be 0.
    function payouts(bytes32 dataSetId, address seller, uint16 agentFeeBps, uint256 amount)
        external
        view
        returns (address[] memory payees, uint256[] memory amounts);

    /// @notice Returns what the chain keeps of a data set; reverts for an unknown one.
    /// @param dataSetId Which one; it may have been withdrawn.
    /// @return Its word, taken apart.
    function entryOf(bytes32 dataSetId) external view returns (Entry memory);

    /// @notice Returns the id that a data set of this content has, registered or not.
    /// @param content What it commits to.
    /// @return dataSetId `keccak256(abi.encode(content))`.
    function idOf(Content calldata content) external pure returns (bytes32 dataSetId);
}
