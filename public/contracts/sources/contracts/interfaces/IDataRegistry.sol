// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Which data sets exist, what they commit to, and whose they are.
/// @notice A data set's id is the hash of its `Content`, which names its `DataSet` by hash; the chain keeps one word per id
/// and the whole in the `Registered`
/// event, so one storage proof shows that a description brought by anybody is the registered one.
interface IDataRegistry {
    /// @notice A data set whose revenue this one shares, because it was made from it.
    struct Source {
        bytes32 dataSet;
        uint16 bps;
    }

    struct DataSet {
        /// @dev Who registers: the owner, its agent, or, for data without a vehicle, anybody.
        address publisher;
        /// @dev The QoodShares agreement that the data was recorded under; zero for data without a vehicle.
        uint64 agreementId;
        /// @dev The field groups of the dictionary release that are in it; all of one class.
        uint64 groups;
        uint32 dictionary;
        /// @dev keccak256 of the canonical description file.
        bytes32 descriptionHash;
        /// @dev Where storage nodes find it: the index that the storage contracts know it by.
        bytes32 storageIndex;
        /// @dev Who stores it for a part of the revenue.
        address keeper;
        uint16 keeperBps;
        string descriptionCid;
        Source[] sources;
    }

    /// @notice What a dispute needs of a data set, apart from the rest so that a dispute does not have to carry it.
    struct Content {
        uint24 chunks;
        uint32 sectorsPerChunk;
        bytes32 dataRoot;
        bytes32 keyRoot;
        /// @dev `keccak256(abi.encode(dataSet))`.
        bytes32 dataSetHash;
    }

    /// @notice What the chain keeps of a data set: one word.
    struct Entry {
        address publisher;
        uint64 agreementId;
        uint24 chunks;
        uint8 class_;
        bool live;
        bool hasSources;
        bool hasKeeper;
    }

    event Registered(
        bytes32 indexed dataSetId,
        address indexed publisher,
        uint64 indexed agreementId,
        uint8 class_,
        DataSet dataSet,
        Content content
    );
    event Withdrawn(bytes32 indexed dataSetId, address indexed by);
    event FusionAllowed(bytes32 indexed dataSetId, address indexed publisher, uint16 bps, bool allowed);

    error DataRegistryNotPublisher(address publisher, address caller);
    error DataRegistryNotAuthorised(uint64 agreementId, address caller);
    error DataRegistryAgreementEnded(uint64 agreementId);
    error DataRegistryWrongDictionary(uint32 found, uint32 expected);
    error DataRegistryEmpty();
    error DataRegistryWrongHash(bytes32 found, bytes32 expected);
    error DataRegistryExists(bytes32 dataSetId);
    error DataRegistryUnknown(bytes32 dataSetId);
    error DataRegistryNoConsent(bytes32 dataSetId, uint64 agreementId, uint8 class_);
    error DataRegistryTooManySources(uint256 sources);
    error DataRegistryFusionRefused(bytes32 source, address publisher, uint16 bps);
    error DataRegistryInvalidShare(uint256 bps);
    error DataRegistryNoKeeper();

    /// @notice Registers a data set. One of a vehicle needs a current agreement, the publisher's authority under it, and
    /// field groups of one class; one made from others needs their publishers' leave at the stated share.
    function register(DataSet calldata dataSet, Content calldata content) external returns (bytes32 dataSetId);

    /// @notice Stops new trades of a data set. Its publisher, or the owner's side of its agreement.
    function withdraw(bytes32 dataSetId) external;

    /// @notice Lets `publisher` (zero: anybody) register fusions of a data set that give it at least `bps`. The owner under
    /// its agreement, or the publisher of data without a vehicle.
    function allowFusion(bytes32 dataSetId, address publisher, uint16 bps, bool allowed) external;

    /// @notice Reverts, by name, unless `seller` may sell the data set now: it is live, every agreement behind it and
    /// behind its sources has the consents of its class, and the seller speaks for the owner.
    /// @return chunks The number of chunks.
    /// @return agentFeeBps What the agreement gives the seller for its work.
    function checkTrade(bytes32 dataSetId, address seller) external view returns (uint24 chunks, uint16 agentFeeBps);

    /// @notice Who gets what of `amount`, in order: keeper, sources (each by its own agreement), agent, maker, owner.
    /// Parts are rounded down; the owner has the rest. The last payee is the owner (the publisher without a vehicle).
    function payouts(bytes32 dataSetId, address seller, uint16 agentFeeBps, uint256 amount)
        external
        view
        returns (address[] memory payees, uint256[] memory amounts);

    function entryOf(bytes32 dataSetId) external view returns (Entry memory);

    /// @return dataSetId `keccak256(abi.encode(content))`.
    function idOf(Content calldata content) external pure returns (bytes32 dataSetId);
}
