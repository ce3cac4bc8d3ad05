package proactiveevents

import "time"

// A Payload is what one of the published forms of events says.
type Payload interface{ event() Event }

// NewEvent returns the event that payload is part of. Times in it are cut to
// milliseconds.
func NewEvent(payload Payload) Event { return payload.event() }

// Named is a person or organisation.
type Named struct {
	Name string `json:"name"`
}

// WeatherAlert warns of weather.
type WeatherAlert struct {
	WeatherAlert WeatherAlertDetails `json:"weatherAlert"`
}

// WeatherAlertDetails says what weather, and who warns of it.
type WeatherAlertDetails struct {
	Source    string           `json:"source,omitempty"` // see [Localized]
	AlertType WeatherAlertType `json:"alertType"`
}

// WeatherAlertType is a kind of weather.
type WeatherAlertType string

// The kinds of weather.
const (
	Tornado      WeatherAlertType = "TORNADO"
	Hurricane    WeatherAlertType = "HURRICANE"
	SnowStorm    WeatherAlertType = "SNOW_STORM"
	ThunderStorm WeatherAlertType = "THUNDER_STORM"
)

func (p WeatherAlert) event() Event { return Event{"AMAZON.WeatherAlert.Activated", p} }

// SportsEvent tells the score of a match.
type SportsEvent struct {
	Update      *SportsUpdate      `json:"update,omitempty"`
	SportsEvent SportsEventDetails `json:"sportsEvent"`
}

// SportsUpdate is what has changed the score.
type SportsUpdate struct {
	ScoreEarned int    `json:"scoreEarned"`
	TeamName    string `json:"teamName"`
}

// SportsEventDetails is the match.
type SportsEventDetails struct {
	EventLeague       Named         `json:"eventLeague"` // see [Localized]
	HomeTeamStatistic TeamStatistic `json:"homeTeamStatistic"`
	AwayTeamStatistic TeamStatistic `json:"awayTeamStatistic"`
}

// TeamStatistic is a team and its score.
type TeamStatistic struct {
	Team  Named `json:"team"`
	Score int   `json:"score"`
}

func (p SportsEvent) event() Event { return Event{"AMAZON.SportsEvent.Updated", p} }

// MessageAlert tells of messages that wait for the user.
type MessageAlert struct {
	State        MessageState `json:"state"`
	MessageGroup MessageGroup `json:"messageGroup"`
}

// MessageState is the state of the messages.
type MessageState struct {
	Status    MessageStatus    `json:"status"`
	Freshness MessageFreshness `json:"freshness,omitempty"`
}

// MessageStatus says why the messages need attention.
type MessageStatus string

// The statuses of messages.
const (
	MessageUnread  MessageStatus = "UNREAD"
	MessageFlagged MessageStatus = "FLAGGED"
)

// MessageFreshness is the age of messages.
type MessageFreshness string

// The ages of messages.
const (
	MessageNew     MessageFreshness = "NEW"
	MessageOverdue MessageFreshness = "OVERDUE"
)

// MessageGroup is how many messages there are, and whose.
type MessageGroup struct {
	Creator Named          `json:"creator"`
	Count   int            `json:"count"`
	Urgency MessageUrgency `json:"urgency,omitempty"`
}

// MessageUrgency says whether messages are urgent.
type MessageUrgency string

// MessageUrgent marks urgent messages.
const MessageUrgent MessageUrgency = "URGENT"

func (p MessageAlert) event() Event { return Event{"AMAZON.MessageAlert.Activated", p} }

// OrderStatus tells of the progress of an order.
type OrderStatus struct {
	State OrderState `json:"state"`
	Order Order      `json:"order"`
}

// OrderState is how far an order is.
type OrderState struct {
	Status          OrderStatusType  `json:"status"`
	EnterTimestamp  time.Time        `json:"enterTimestamp,omitzero"` // since when
	DeliveryDetails *DeliveryDetails `json:"deliveryDetails,omitempty"`
}

// OrderStatusType is a step of an order.
type OrderStatusType string

// The steps of an order.
const (
	PreorderReceived    OrderStatusType = "PREORDER_RECEIVED"
	OrderReceived       OrderStatusType = "ORDER_RECEIVED"
	OrderPreparing      OrderStatusType = "ORDER_PREPARING"
	OrderShipped        OrderStatusType = "ORDER_SHIPPED"
	OrderOutForDelivery OrderStatusType = "ORDER_OUT_FOR_DELIVERY"
	OrderDelivered      OrderStatusType = "ORDER_DELIVERED"
)

// DeliveryDetails says when an order arrives.
type DeliveryDetails struct {
	ExpectedArrival time.Time `json:"expectedArrival"`
}

// Order is where something was ordered.
type Order struct {
	Seller Named `json:"seller"` // see [Localized]
}

func (p OrderStatus) event() Event {
	p.State.EnterTimestamp = p.State.EnterTimestamp.Truncate(time.Millisecond)
	if d := p.State.DeliveryDetails; d != nil {
		p.State.DeliveryDetails = &DeliveryDetails{d.ExpectedArrival.Truncate(time.Millisecond)}
	}
	return Event{"AMAZON.OrderStatus.Updated", p}
}

// Occasion tells of an appointment or reservation.
type Occasion struct {
	State    OccasionState   `json:"state"`
	Occasion OccasionDetails `json:"occasion"`
}

// OccasionState says whether an occasion takes place.
type OccasionState struct {
	ConfirmationStatus ConfirmationStatus `json:"confirmationStatus"`
}

// ConfirmationStatus is the state of an occasion.
type ConfirmationStatus string

// The states of an occasion.
const (
	Confirmed   ConfirmationStatus = "CONFIRMED"
	Canceled    ConfirmationStatus = "CANCELED"
	Rescheduled ConfirmationStatus = "RESCHEDULED"
	Requested   ConfirmationStatus = "REQUESTED"
	Created     ConfirmationStatus = "CREATED"
	Updated     ConfirmationStatus = "UPDATED"
)

// OccasionDetails is the occasion.
type OccasionDetails struct {
	OccasionType OccasionType `json:"occasionType"`
	Subject      string       `json:"subject"`  // see [Localized]
	Provider     Named        `json:"provider"` // see [Localized]
	BookingTime  time.Time    `json:"bookingTime"`
	Broker       *Named       `json:"broker,omitempty"` // see [Localized]
}

// OccasionType is a kind of occasion.
type OccasionType string

// The kinds of occasion.
const (
	Reservation        OccasionType = "RESERVATION"
	ReservationRequest OccasionType = "RESERVATION_REQUEST"
	Appointment        OccasionType = "APPOINTMENT"
	AppointmentRequest OccasionType = "APPOINTMENT_REQUEST"
)

func (p Occasion) event() Event {
	p.Occasion.BookingTime = p.Occasion.BookingTime.Truncate(time.Millisecond)
	return Event{"AMAZON.Occasion.Updated", p}
}

// TrashCollectionAlert tells what rubbish is collected next.
type TrashCollectionAlert struct {
	Alert TrashCollection `json:"alert"`
}

// TrashCollection says what is collected, and when.
type TrashCollection struct {
	GarbageTypes        []GarbageType `json:"garbageTypes"`
	CollectionDayOfWeek DayOfWeek     `json:"collectionDayOfWeek"`
}

// GarbageType is a kind of rubbish.
type GarbageType string

// The kinds of rubbish.
const (
	Bottles            GarbageType = "BOTTLES"
	Bulky              GarbageType = "BULKY"
	Burnable           GarbageType = "BURNABLE"
	Cans               GarbageType = "CANS"
	Clothing           GarbageType = "CLOTHING"
	Compostable        GarbageType = "COMPOSTABLE"
	Crushable          GarbageType = "CRUSHABLE"
	GardenWaste        GarbageType = "GARDEN_WASTE"
	Glass              GarbageType = "GLASS"
	Hazardous          GarbageType = "HAZARDOUS"
	HomeAppliances     GarbageType = "HOME_APPLIANCES"
	KitchenWaste       GarbageType = "KITCHEN_WASTE"
	Landfill           GarbageType = "LANDFILL"
	PETBottles         GarbageType = "PET_BOTTLES"
	RecyclablePlastics GarbageType = "RECYCLABLE_PLASTICS"
	WastePaper         GarbageType = "WASTE_PAPER"
)

// DayOfWeek is a day of the week.
type DayOfWeek string

// The days of the week.
const (
	Monday    DayOfWeek = "MONDAY"
	Tuesday   DayOfWeek = "TUESDAY"
	Wednesday DayOfWeek = "WEDNESDAY"
	Thursday  DayOfWeek = "THURSDAY"
	Friday    DayOfWeek = "FRIDAY"
	Saturday  DayOfWeek = "SATURDAY"
	Sunday    DayOfWeek = "SUNDAY"
)

func (p TrashCollectionAlert) event() Event {
	return Event{"AMAZON.TrashCollectionAlert.Activated", p}
}

// MediaContent tells of something to hear, watch, read or play.
type MediaContent struct {
	Availability Availability `json:"availability"`
	Content      Content      `json:"content"`
}

// Availability says when and how content is to be had.
type Availability struct {
	StartTime time.Time          `json:"startTime"`
	Provider  *Named             `json:"provider,omitempty"` // see [Localized]
	Method    DistributionMethod `json:"method"`
}

// DistributionMethod is a way to publish.
type DistributionMethod string

// The ways to publish.
const (
	Stream   DistributionMethod = "STREAM"
	Air      DistributionMethod = "AIR"
	Release  DistributionMethod = "RELEASE"
	Premiere DistributionMethod = "PREMIERE"
	Drop     DistributionMethod = "DROP"
)

// Content is what is published.
type Content struct {
	Name        string      `json:"name"` // see [Localized]
	ContentType ContentType `json:"contentType"`
}

// ContentType is a kind of content.
type ContentType string

// The kinds of content.
const (
	Book    ContentType = "BOOK"
	Episode ContentType = "EPISODE"
	Album   ContentType = "ALBUM"
	Single  ContentType = "SINGLE"
	Movie   ContentType = "MOVIE"
	Game    ContentType = "GAME"
)

func (p MediaContent) event() Event {
	p.Availability.StartTime = p.Availability.StartTime.Truncate(time.Millisecond)
	return Event{"AMAZON.MediaContent.Available", p}
}

// SocialGameInvite invites the user to play.
type SocialGameInvite struct {
	Invite Invite      `json:"invite"`
	Game   InvitedGame `json:"game"`
}

// Invite says who invites.
type Invite struct {
	RelationshipToInvitee Relationship `json:"relationshipToInvitee"`
	Inviter               Named        `json:"inviter"`
	InviteType            InviteType   `json:"inviteType"`
}

// Relationship is what the inviter is to the user.
type Relationship string

// The relationships.
const (
	Friend  Relationship = "FRIEND"
	Contact Relationship = "CONTACT"
)

// InviteType is a way to invite.
type InviteType string

// The ways to invite.
const (
	Challenge  InviteType = "CHALLENGE"
	Invitation InviteType = "INVITE"
)

// InvitedGame is what to play.
type InvitedGame struct {
	Offer GameOffer `json:"offer"`
	Name  string    `json:"name"` // see [Localized]
}

// GameOffer is what part of a game is offered.
type GameOffer string

// The parts of a game.
const (
	OfferMatch   GameOffer = "MATCH"
	OfferRematch GameOffer = "REMATCH"
	OfferGame    GameOffer = "GAME"
)

func (p SocialGameInvite) event() Event { return Event{"AMAZON.SocialGameInvite.Available", p} }
