// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IShares} from "./interfaces/IShares.sol";

contract DataRegistry is IDataRegistry {
    struct Keeper {
        address payee;
        uint16 bps;
    }

    struct Leave {
        bool allowed;
        uint16 bps;
    }

    uint256 public constant MAX_SOURCES = 4;
    uint256 internal constant ALL_BPS = 10_000;
    uint8 internal constant LIVE = 1;
    uint8 internal constant HAS_SOURCES = 2;
    uint8 internal constant HAS_KEEPER = 4;

    IShares public immutable shares;

    /// @dev publisher (160) | agreementId (64) | chunks (24) | class (4) | flags (4): one write to register.
    mapping(bytes32 dataSetId => uint256) private _words;
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
        require(_words[dataSetId] == 0, DataRegistryExists(dataSetId));
        uint8 class_ = dataSet.agreementId == 0 ? 0 : _checkAgreement(dataSet);
        uint8 flags = LIVE;
        if (dataSet.keeperBps > 0) flags |= HAS_KEEPER;
        if (dataSet.sources.length > 0) flags |= HAS_SOURCES;
        if (flags != LIVE) _storeShares(dataSetId, dataSet);

        _words[dataSetId] = (uint256(uint160(msg.sender)) << 96) | (uint256(dataSet.agreementId) << 32)
            | (uint256(content.chunks) << 8) | (uint256(class_) << 4) | flags;

        emit Registered(dataSetId, msg.sender, dataSet.agreementId, class_, dataSet, content);
    }

    /// @inheritdoc IDataRegistry
    function withdraw(bytes32 dataSetId) external {
        Entry memory entry = _live(dataSetId);
        if (msg.sender != entry.publisher) _checkActsFor(entry.agreementId, msg.sender);

        _words[dataSetId] ^= LIVE;

        emit Withdrawn(dataSetId, msg.sender);
    }

    /// @inheritdoc IDataRegistry
    function allowFusion(bytes32 dataSetId, address publisher, uint16 bps, bool allowed) external {
        Entry memory entry = _live(dataSetId);
        address owner = _ownerOf(entry);
        require(msg.sender == owner, DataRegistryNotPublisher(owner, msg.sender));
        require(bps <= ALL_BPS, DataRegistryInvalidShare(bps));

        _leaves[dataSetId][publisher] = Leave(allowed, bps);

        emit FusionAllowed(dataSetId, publisher, bps, allowed);
    }

    // Trading

    /// @inheritdoc IDataRegistry
    function checkTrade(bytes32 dataSetId, address seller) external view returns (uint24 chunks, uint16 agentFeeBps) {
        Entry memory entry = _live(dataSetId);
        bool allowed = seller == entry.publisher;
        if (entry.agreementId != 0) {
            bool tradable;
            (tradable, allowed, agentFeeBps) = shares.tradeOf(entry.agreementId, entry.class_, seller);
            require(tradable, DataRegistryNoConsent(dataSetId, entry.agreementId, entry.class_));
            require(allowed, DataRegistryNotAuthorised(entry.agreementId, seller));
        }
        require(allowed, DataRegistryNotPublisher(entry.publisher, seller));
        if (entry.hasSources) {
            Source[] storage sources = _sources[dataSetId];
            uint256 count = sources.length;
            for (uint256 i; i < count; i++) _checkConsent(sources[i].dataSet, _entry(sources[i].dataSet));
        }
        return (entry.chunks, agentFeeBps);
    }

    /// @inheritdoc IDataRegistry
    function payouts(bytes32 dataSetId, address seller, uint16 agentFeeBps, uint256 amount)
        external
        view
        returns (address[] memory payees, uint256[] memory amounts)
    {
        Entry memory entry = _entry(dataSetId);
        uint256 sources = entry.hasSources ? _sources[dataSetId].length : 0;
        payees = new address[](4 + 2 * sources);
        amounts = new uint256[](4 + 2 * sources);
        uint256 rest = amount;
        uint256 count;
        if (entry.hasKeeper) {
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
        return _entry(dataSetId);
    }

    /// @inheritdoc IDataRegistry
    function idOf(Content calldata content) public pure returns (bytes32 dataSetId) {
        return keccak256(abi.encode(content));
    }

    // Inside

    function _entry(bytes32 dataSetId) private view returns (Entry memory entry) {
        uint256 word = _words[dataSetId];
        require(word != 0, DataRegistryUnknown(dataSetId));
        entry.publisher = address(uint160(word >> 96));
        entry.agreementId = uint64(word >> 32);
        entry.chunks = uint24(word >> 8);
        entry.class_ = uint8(word >> 4) & 15;
        entry.live = word & LIVE != 0;
        entry.hasSources = word & HAS_SOURCES != 0;
        entry.hasKeeper = word & HAS_KEEPER != 0;
    }

    function _live(bytes32 dataSetId) private view returns (Entry memory entry) {
        entry = _entry(dataSetId);
        require(entry.live, DataRegistryUnknown(dataSetId));
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

    function _checkConsent(bytes32 dataSetId, Entry memory entry) private view {
        if (entry.agreementId == 0) return;
        require(
            shares.isTradable(entry.agreementId, entry.class_),
            DataRegistryNoConsent(dataSetId, entry.agreementId, entry.class_)
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
    function _ownerOf(Entry memory entry) private view returns (address owner) {
        if (entry.agreementId == 0) return entry.publisher;
        (owner,,) = shares.splitOf(entry.agreementId, entry.class_);
    }

    function _split(
        address[] memory payees,
        uint256[] memory amounts,
        uint256 count,
        Entry memory entry,
        uint256 amount
    ) private view returns (uint256) {
        if (entry.agreementId == 0) {
            payees[count] = entry.publisher;
            amounts[count] = amount;
            return count + 1;
        }
        (address owner, address maker, uint256 makerBps) = shares.splitOf(entry.agreementId, entry.class_);
        payees[count] = maker;
        amounts[count] = (amount * makerBps) / ALL_BPS;
        payees[count + 1] = owner;
        amounts[count + 1] = amount - amounts[count];
        return count + 2;
    }
}
