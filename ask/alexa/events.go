package alexa

import "encoding/json"

// EventTimes is when an event happened and when it was sent.
type EventTimes struct {
	EventCreationTime   Timestamp `json:"eventCreationTime,omitempty"`
	EventPublishingTime Timestamp `json:"eventPublishingTime,omitempty"`
}

// SkillEnabledRequest says that a user enabled the skill.
//
//wire:member Request AlexaSkillEvent.SkillEnabled
type SkillEnabledRequest struct {
	RequestHeader
	EventTimes
}

// SkillDisabledRequest says that a user disabled the skill.
//
//wire:member Request AlexaSkillEvent.SkillDisabled
type SkillDisabledRequest struct {
	RequestHeader
	EventTimes
}

// SkillAccountLinkedRequest says that a user linked their account.
//
//wire:member Request AlexaSkillEvent.SkillAccountLinked
type SkillAccountLinkedRequest struct {
	RequestHeader
	EventTimes
	Body AccountLinkedBody `json:"body"`
}

// AccountLinkedBody holds the access to the linked account.
type AccountLinkedBody struct {
	AccessToken string `json:"accessToken,omitempty"`
	Extra       Extra  `json:"-"`
}

// SkillPermissionAcceptedRequest says that a user granted permissions for the
// first time.
//
//wire:member Request AlexaSkillEvent.SkillPermissionAccepted
type SkillPermissionAcceptedRequest struct {
	RequestHeader
	EventTimes
	Body *PermissionBody `json:"body,omitempty"`
}

// SkillPermissionChangedRequest says that a user granted other permissions than
// before.
//
//wire:member Request AlexaSkillEvent.SkillPermissionChanged
type SkillPermissionChangedRequest struct {
	RequestHeader
	EventTimes
	Body *PermissionBody `json:"body,omitempty"`
}

// PermissionBody lists the permissions that a skill has, all of them.
type PermissionBody struct {
	AcceptedPermissions       []AcceptedPermission `json:"acceptedPermissions,omitempty"`
	AcceptedPersonPermissions []AcceptedPermission `json:"acceptedPersonPermissions,omitempty"` // of the recognised speaker
	Extra                     Extra                `json:"-"`
}

// AcceptedPermission is a permission that a user granted.
type AcceptedPermission struct {
	Scope string `json:"scope,omitempty"`
	Extra Extra  `json:"-"`
}

// ProactiveSubscriptionChangedRequest says which proactive events a user wants
// from now on.
//
//wire:member Request AlexaSkillEvent.ProactiveSubscriptionChanged
type ProactiveSubscriptionChangedRequest struct {
	RequestHeader
	Body ProactiveSubscriptionChangedBody `json:"body"`
}

// ProactiveSubscriptionChangedBody lists the proactive events that a user
// wants; none after they unsubscribed from all.
type ProactiveSubscriptionChangedBody struct {
	Subscriptions []ProactiveSubscription `json:"subscriptions,omitempty"`
	Extra         Extra                   `json:"-"`
}

// ProactiveSubscription names a proactive event.
type ProactiveSubscription struct {
	EventName string `json:"eventName,omitempty"` // such as "AMAZON.OrderStatus.Updated"
	Extra     Extra  `json:"-"`
}

// NotificationSubscriptionChangedRequest says which notifications a user wants
// from now on.
//
//wire:member Request AlexaSkillEvent.NotificationSubscriptionChanged
type NotificationSubscriptionChangedRequest struct {
	RequestHeader
	Body NotificationSubscriptionChangedBody `json:"body"`
}

// NotificationSubscriptionChangedBody lists the notifications that a user
// wants.
type NotificationSubscriptionChangedBody struct {
	Subscriptions []NotificationSubscription `json:"subscriptions,omitempty"`
	Extra         Extra                      `json:"-"`
}

// NotificationSubscription names a topic of notifications.
type NotificationSubscription struct {
	TopicID string `json:"topicId,omitempty"`
	Extra   Extra  `json:"-"`
}

// HouseholdListCreatedRequest says that a user created a list.
//
//wire:member Request AlexaHouseholdListEvent.ListCreated
type HouseholdListCreatedRequest struct {
	RequestHeader
	EventTimes
	Body *HouseholdListBody `json:"body,omitempty"`
}

// HouseholdListUpdatedRequest says that a user renamed or archived a list.
//
//wire:member Request AlexaHouseholdListEvent.ListUpdated
type HouseholdListUpdatedRequest struct {
	RequestHeader
	EventTimes
	Body *HouseholdListBody `json:"body,omitempty"`
}

// HouseholdListDeletedRequest says that a user deleted a list.
//
//wire:member Request AlexaHouseholdListEvent.ListDeleted
type HouseholdListDeletedRequest struct {
	RequestHeader
	EventTimes
	Body *HouseholdListBody `json:"body,omitempty"`
}

// HouseholdListBody names a list.
type HouseholdListBody struct {
	ListID string `json:"listId,omitempty"`
	Extra  Extra  `json:"-"`
}

// HouseholdListItemsCreatedRequest says that a user put items on a list.
//
//wire:member Request AlexaHouseholdListEvent.ItemsCreated
type HouseholdListItemsCreatedRequest struct {
	RequestHeader
	EventTimes
	Body *HouseholdListItemsBody `json:"body,omitempty"`
}

// HouseholdListItemsUpdatedRequest says that a user changed items of a list.
//
//wire:member Request AlexaHouseholdListEvent.ItemsUpdated
type HouseholdListItemsUpdatedRequest struct {
	RequestHeader
	EventTimes
	Body *HouseholdListItemsBody `json:"body,omitempty"`
}

// HouseholdListItemsDeletedRequest says that a user deleted items of a list.
//
//wire:member Request AlexaHouseholdListEvent.ItemsDeleted
type HouseholdListItemsDeletedRequest struct {
	RequestHeader
	EventTimes
	Body *HouseholdListItemsBody `json:"body,omitempty"`
}

// HouseholdListItemsBody names items of a list.
type HouseholdListItemsBody struct {
	ListID      string   `json:"listId,omitempty"`
	ListItemIDs []string `json:"listItemIds,omitempty"`
	Extra       Extra    `json:"-"`
}

// ReminderCreatedRequest says that a reminder of the skill was created.
//
//wire:member Request Reminders.ReminderCreated
type ReminderCreatedRequest struct {
	RequestHeader
	Body *ReminderEventBody `json:"body,omitempty"`
}

// ReminderUpdatedRequest says that a reminder of the skill was changed.
//
//wire:member Request Reminders.ReminderUpdated
type ReminderUpdatedRequest struct {
	RequestHeader
	Body *ReminderEventBody `json:"body,omitempty"`
}

// ReminderStartedRequest says that a reminder of the skill sounds.
//
//wire:member Request Reminders.ReminderStarted
type ReminderStartedRequest struct {
	RequestHeader
	Body *ReminderEventBody `json:"body,omitempty"`
}

// ReminderStatusChangedRequest says that a reminder of the skill was completed
// or switched on again.
//
//wire:member Request Reminders.ReminderStatusChanged
type ReminderStatusChangedRequest struct {
	RequestHeader
	Body *ReminderEventBody `json:"body,omitempty"`
}

// ReminderEventBody names a reminder.
type ReminderEventBody struct {
	Status     ReminderStatus `json:"status,omitempty"`
	AlertToken string         `json:"alertToken,omitempty"`
	Extra      Extra          `json:"-"`
}

// ReminderStatus is the state of a reminder.
type ReminderStatus string

// The states of a reminder.
const (
	ReminderOn        ReminderStatus = "ON"
	ReminderCompleted ReminderStatus = "COMPLETED"
)

// ReminderDeletedRequest says that reminders of the skill were deleted.
//
//wire:member Request Reminders.ReminderDeleted
type ReminderDeletedRequest struct {
	RequestHeader
	Body *ReminderDeletedBody `json:"body,omitempty"`
}

// ReminderDeletedBody names reminders.
type ReminderDeletedBody struct {
	AlertTokens []string `json:"alertTokens,omitempty"`
	Extra       Extra    `json:"-"`
}

// MessagingMessageReceivedRequest is a message that the skill, or another
// program of its owner, sent through the skill messaging service.
//
//wire:member Request Messaging.MessageReceived
type MessagingMessageReceivedRequest struct {
	RequestHeader
	Message json.RawMessage `json:"message"` // an object
}

// MessagingStatusMap lists messages whose state changed, by id.
type MessagingStatusMap struct {
	Read    []string `json:"read,omitempty"`
	Deleted []string `json:"deleted,omitempty"`
	Extra   Extra    `json:"-"`
}

// AuthorizationGrantRequest brings a code with which the skill gets access to
// Alexa's event gateway on behalf of the user.
//
//wire:member Request Alexa.Authorization.Grant
type AuthorizationGrantRequest struct {
	RequestHeader
	Body AuthorizationGrantBody `json:"body"`
}

// AuthorizationGrantBody wraps a grant.
type AuthorizationGrantBody struct {
	Grant Grant `json:"grant"`
	Extra Extra `json:"-"`
}

// Grant is a code to be exchanged for an access token.
type Grant struct {
	Type  GrantType `json:"type"`
	Code  string    `json:"code"`
	Extra Extra     `json:"-"`
}

// GrantType is a kind of grant.
type GrantType string

// GrantAuthorizationCode is the authorization code of OAuth 2.0.
const GrantAuthorizationCode GrantType = "OAuth2.AuthorizationCode"

// SystemExceptionEncounteredRequest says that Alexa refused an answer of the
// skill or met another error. The skill cannot answer it.
//
//wire:member Request System.ExceptionEncountered
type SystemExceptionEncounteredRequest struct {
	RequestHeader
	Error SystemError `json:"error"`
	Cause ErrorCause  `json:"cause"`
}

// SystemError says what Alexa refused.
type SystemError struct {
	Type    SystemErrorType `json:"type"`
	Message string          `json:"message,omitempty"`
	Extra   Extra           `json:"-"`
}

// SystemErrorType is a kind of error.
type SystemErrorType string

// The kinds of error.
const (
	SystemErrorInvalidResponse     SystemErrorType = "INVALID_RESPONSE"
	SystemErrorDeviceCommunication SystemErrorType = "DEVICE_COMMUNICATION_ERROR"
	SystemErrorInternalService     SystemErrorType = "INTERNAL_SERVICE_ERROR"
)

// ErrorCause names the request whose answer caused an error.
type ErrorCause struct {
	RequestID string `json:"requestId"`
	Extra     Extra  `json:"-"`
}
