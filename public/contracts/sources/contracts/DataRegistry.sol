// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IShares} from "./interfaces/IShares.sol";
import {EntryLib, EntryWord} from "./libraries/EntryLib.sol";

/// @title See IDataRegistry.
/// @notice Keeps one word per data set: publisher (160 bits, highest), agreement (64), chunks (24), class (4) and flags (4:
/// 1 live, 2 has sources, 4 has a keeper). No money passes through it.
contract DataRegistry is IDataRegistry {
    struct Keeper {
        address payee;
        uint16 bps;
    }

    struct Leave {
        bool allowed;
        uint16 bps;
    }

    /// @notice How many data sets one may be made from.
    uint256 public constant MAX_SOURCES = 4;
    uint256 internal constant ALL_BPS = 10_000;

    /// @notice What owners and makers have agreed.
    IShares public immutable shares;

    mapping(bytes32 dataSetId => EntryWord) private _entries;
    mapping(bytes32 dataSetId => Keeper) private _keepers;
    mapping(bytes32 dataSetId => Source[]) private _sources;
    mapping(bytes32 dataSetId => mapping(address publisher => Leave)) private _leaves;

    constructor(IShares shares_) {
        shares = shares_;
    }

    // Registering

    /// @inheritdoc IDataRegistry
    function register(DataSet calldata dataSet, Content calldata content) external returns (bytes32 dataSetId) {
        require(dataSet.publisher == msg.sender, DataRegistryNotPublisher(dataSet.publisher, msg.sender));
        require(content.chunks > 0 && content.sectorsPerChunk > 0, DataRegistryEmpty());
        bytes32 hash = keccak256(abi.encode(dataSet));
        require(content.dataSetHash == hash, DataRegistryWrongHash(content.dataSetHash, hash));
        dataSetId = idOf(content);
        require(!_entries[dataSetId].isKnown(), DataRegistryExists(dataSetId));
        uint8 class_ = dataSet.agreementId == 0 ? 0 : _checkAgreement(dataSet);
        uint8 flags = EntryLib.LIVE;
        if (dataSet.keeperBps > 0) flags |= EntryLib.HAS_KEEPER;
        if (dataSet.sources.length > 0) flags |= EntryLib.HAS_SOURCES;
        if (flags != EntryLib.LIVE) _storeShares(dataSetId, dataSet);

        _entries[dataSetId] = EntryLib.pack(msg.sender, dataSet.agreementId, content.chunks, class_, flags);

        emit Registered(dataSetId, msg.sender, dataSet.agreementId, class_, dataSet, content);
    }

    /// @inheritdoc IDataRegistry
    function withdraw(bytes32 dataSetId) external {
        EntryWord entry = _live(dataSetId);
        if (msg.sender != entry.publisher()) _checkActsFor(entry.agreementId(), msg.sender);

        _entries[dataSetId] = entry.without(EntryLib.LIVE);

        emit Withdrawn(dataSetId, msg.sender);
    }

    /// @inheritdoc IDataRegistry
    function allowFusion(bytes32 dataSetId, address publisher, uint16 bps, bool allowed) external {
        EntryWord entry = _live(dataSetId);
        address owner = _ownerOf(entry);
        require(msg.sender == owner, DataRegistryNotPublisher(owner, msg.sender));
        require(bps <= ALL_BPS, DataRegistryInvalidShare(bps));

        _leaves[dataSetId][publisher] = Leave(allowed, bps);

        emit FusionAllowed(dataSetId, publisher, bps, allowed);
    }

    // Trading

    /// @inheritdoc IDataRegistry
    function checkTrade(bytes32 dataSetId, address seller) external view returns (uint24 chunks, uint16 agentFeeBps) {
        EntryWord entry = _live(dataSetId);
        uint64 agreementId = entry.agreementId();
        if (agreementId == 0) {
            require(seller == entry.publisher(), DataRegistryNotPublisher(entry.publisher(), seller));
        } else {
            bool tradable;
            bool allowed;
            (tradable, allowed, agentFeeBps) = shares.tradeOf(agreementId, entry.classOf(), seller);
            require(tradable, DataRegistryNoConsent(dataSetId, agreementId, entry.classOf()));
            require(allowed, DataRegistryNotAuthorised(agreementId, seller));
        }
        if (entry.has(EntryLib.HAS_SOURCES)) {
            Source[] storage sources = _sources[dataSetId];
            uint256 count = sources.length;
            for (uint256 i; i < count; i++) _checkConsent(sources[i].dataSet, _entry(sources[i].dataSet));
        }
        return (entry.chunks(), agentFeeBps);
    }

    /// @inheritdoc IDataRegistry
    function payouts(bytes32 dataSetId, address seller, uint16 agentFeeBps, uint256 amount)
        external
        view
        returns (address[] memory payees, uint256[] memory amounts)
    {
        EntryWord entry = _entry(dataSetId);
        uint256 sources = entry.has(EntryLib.HAS_SOURCES) ? _sources[dataSetId].length : 0;
        payees = new address[](4 + 2 * sources);
        amounts = new uint256[](4 + 2 * sources);
        uint256 rest = amount;
        uint256 count;
        if (entry.has(EntryLib.HAS_KEEPER)) {
            Keeper memory keeper = _keepers[dataSetId];
            rest -= amounts[count] = (amount * keeper.bps) / ALL_BPS;
            payees[count++] = keeper.payee;
        }
        for (uint256 i; i < sources; i++) {
            Source memory source = _sources[dataSetId][i];
            uint256 part = (amount * source.bps) / ALL_BPS;
            rest -= part;
            count = _split(payees, amounts, count, _entry(source.dataSet), part);
        }
        if (agentFeeBps > 0) {
            uint256 fee = (rest * agentFeeBps) / ALL_BPS;
            rest -= fee;
            payees[count] = seller;
            amounts[count++] = fee;
        }
        count = _split(payees, amounts, count, entry, rest);
        assembly ("memory-safe") {
            mstore(payees, count)
            mstore(amounts, count)
        }
    }

    // Views

    /// @inheritdoc IDataRegistry
    function entryOf(bytes32 dataSetId) external view returns (Entry memory) {
        EntryWord entry = _entry(dataSetId);
        return Entry({
            publisher: entry.publisher(),
            agreementId: entry.agreementId(),
            chunks: entry.chunks(),
            class_: entry.classOf(),
            live: entry.has(EntryLib.LIVE),
            hasSources: entry.has(EntryLib.HAS_SOURCES),
            hasKeeper: entry.has(EntryLib.HAS_KEEPER)
        });
    }

    /// @inheritdoc IDataRegistry
    function idOf(Content calldata content) public pure returns (bytes32 dataSetId) {
        return keccak256(abi.encode(content));
    }

    // Inside

    function _entry(bytes32 dataSetId) private view returns (EntryWord entry) {
        entry = _entries[dataSetId];
        require(entry.isKnown(), DataRegistryUnknown(dataSetId));
    }

    function _live(bytes32 dataSetId) private view returns (EntryWord entry) {
        entry = _entries[dataSetId];
        require(entry.has(EntryLib.LIVE), DataRegistryUnknown(dataSetId));
    }

    function _checkAgreement(DataSet calldata dataSet) private view returns (uint8 class_) {
        uint64 agreementId = dataSet.agreementId;
        require(shares.isCurrent(agreementId), DataRegistryAgreementEnded(agreementId));
        _checkActsFor(agreementId, msg.sender);
        uint32 expected = shares.agreementOf(agreementId).dictionary;
        require(dataSet.dictionary == expected, DataRegistryWrongDictionary(dataSet.dictionary, expected));
        return shares.classOf(agreementId, dataSet.groups);
    }

    function _checkActsFor(uint64 agreementId, address who) private view returns (uint16 feeBps) {
        require(agreementId != 0, DataRegistryNotAuthorised(agreementId, who));
        bool allowed;
        (allowed, feeBps) = shares.actsFor(agreementId, who);
        require(allowed, DataRegistryNotAuthorised(agreementId, who));
    }

    function _checkConsent(bytes32 dataSetId, EntryWord entry) private view {
        if (entry.agreementId() == 0) return;
        require(
            shares.isTradable(entry.agreementId(), entry.classOf()),
            DataRegistryNoConsent(dataSetId, entry.agreementId(), entry.classOf())
        );
    }

    function _storeShares(bytes32 dataSetId, DataSet calldata dataSet) private {
        uint256 count = dataSet.sources.length;
        require(count <= MAX_SOURCES, DataRegistryTooManySources(count));
        uint256 total = dataSet.keeperBps;
        require(total == 0 || dataSet.keeper != address(0), DataRegistryNoKeeper());
        if (total > 0) _keepers[dataSetId] = Keeper(dataSet.keeper, dataSet.keeperBps);
        for (uint256 i; i < count; i++) {
            Source calldata source = dataSet.sources[i];
            _checkLeave(source);
            total += source.bps;
            _sources[dataSetId].push(source);
        }
        require(total <= ALL_BPS, DataRegistryInvalidShare(total));
    }

    function _checkLeave(Source calldata source) private view {
        if (_ownerOf(_live(source.dataSet)) == msg.sender) return;
        Leave memory given = _leaves[source.dataSet][msg.sender];
        if (!given.allowed) given = _leaves[source.dataSet][address(0)];
        require(
            given.allowed && source.bps >= given.bps,
            DataRegistryFusionRefused(source.dataSet, msg.sender, source.bps)
        );
    }

    /// @dev An agent publishes for an owner but does not give the owner's revenue away.
    function _ownerOf(EntryWord entry) private view returns (address owner) {
        if (entry.agreementId() == 0) return entry.publisher();
        (owner,,) = shares.splitOf(entry.agreementId(), entry.classOf());
    }

    function _split(
        address[] memory payees,
        uint256[] memory amounts,
        uint256 count,
        EntryWord entry,
        uint256 amount
    ) private view returns (uint256) {
        if (entry.agreementId() == 0) {
            payees[count] = entry.publisher();
            amounts[count] = amount;
            return count + 1;
        }
        (address owner, address maker, uint256 makerBps) = shares.splitOf(entry.agreementId(), entry.classOf());
        payees[count] = maker;
        amounts[count] = (amount * makerBps) / ALL_BPS;
        payees[count + 1] = owner;
        amounts[count + 1] = amount - amounts[count];
        return count + 2;
    }
}
