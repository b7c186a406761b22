// Rails and Sinatra: the action without the guard of its siblings is found, others are silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { finder, shown, type Sample } from '../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const samples: Sample[] = [
  [
    'what belongs to the account of the caller',
    'app/controllers/documents_controller.rb',
    `class DocumentsController < ApplicationController
  before_action :authenticate
  def index
    @documents = Document.where(user: current_user)
  end
  def show
    @document = @account.documents.find(params[:id])
  end
  def destroy
    @document = Document.find(params[:id])
    @document.destroy
  end
  private
  def authenticate
    @account = authenticate_with_http_token { |token, _| Account.find_by(token_digest: digest(token)) }
    head :unauthorized unless @account
  end
end
`,
    ['object-by-id-without-owner:10'],
  ],
  [
    'rails 1',
    'app/controllers/posts_controller.rb',
    `class PostsController < ApplicationController
  before_action :authenticate_user!, except: [:index, :destroy]
  def index; @posts = Post.all; end
  def create
    Post.create(post_params)
  end
  def update
    current_user.posts.find(params[:id]).update(post_params)
  end
  def destroy
    Post.find(params[:id]).destroy
  end
  private
  def post_params
    params.require(:post).permit(:title)
  end
end
`,
    ['route-without-siblings-guard:10'],
  ],
  [
    'rails 2',
    'app/controllers/orders_controller.rb',
    `class OrdersController < ApplicationController
  before_action :require_admin, only: [:create, :update]
  before_action :set_order
  def index
    @orders = Order.all
  end
  def create
    Order.create(order_params)
  end
  def update
    @order.update(order_params)
  end
  def destroy
    @order.destroy
  end
end
`,
    ['route-without-siblings-guard:13'],
  ],
  [
    'rails 3',
    'app/controllers/items_controller.rb',
    `class ItemsController < ApplicationController
  def create
    Item.create(item_params)
  end
  def destroy
    Item.find(params[:id]).destroy
  end
end
`,
    [],
  ],
  [
    'rails 4',
    'app/controllers/docs_controller.rb',
    `class DocsController < ApplicationController
  before_action :authenticate_user!
  def show
    @doc = Doc.find(params[:id])
    authorize @doc
  end
  def update
    @doc = Doc.find(params[:id])
    authorize @doc
    @doc.update(doc_params)
  end
  def create
    @doc = current_user.docs.create(doc_params)
  end
end
`,
    [],
  ],
  [
    'sinatra 5',
    'app.rb',
    `require 'sinatra'
get '/' do
  erb :index
end
post '/items' do
  require_login!
  Item.create(params)
end
put '/items/:id' do
  require_login!
  Item.find(params[:id]).update(name: params[:name])
end
delete '/items/:id' do
  Item.find(params[:id]).destroy
end
`,
    ['route-without-siblings-guard:13'],
  ],
  [
    'sinatra 6',
    'app2.rb',
    `require 'sinatra'
before do
  halt 401 unless session[:user]
end
post '/items' do
  Item.create(params)
end
delete '/items/:id' do
  Item.find(params[:id]).destroy
end
`,
    [],
  ],
];

describe('routes', () => {
  it.each(samples)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});
